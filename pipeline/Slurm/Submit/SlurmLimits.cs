using Sluice.Engine;
using Sluice.Engine.Jobs;
using Sluice.Slurm.Queue;

namespace Sluice.Slurm.Submit;

/// <summary>Asks a cluster how many jobs it takes. What it does not say, sbatch will.</summary>
internal sealed class SlurmLimits(ISlurmCommands tools)
{
    /// <summary>Asks.</summary>
    /// <param name="jobs">What the jobs of each stage ask for, by the stage's name.</param>
    /// <param name="isSkippable">Whether there may be no Slurm here.</param>
    /// <exception cref="UserError">There is none.</exception>
    public async Task<ClusterLimits> ReadAsync(
        IReadOnlyList<(string Stage, JobSettings Job)> jobs,
        bool isSkippable
    )
    {
        try
        {
            var config = await AskAsync("scontrol", "show", "config");
            var limits = ClusterLimits.Parse(config);
            return ClusterLimits.HasAccounting(config)
                ? await OfAccountsAsync(limits, jobs, config)
                : limits;
        }
        catch (UserError) when (isSkippable)
        {
            return ClusterLimits.Defaults;
        }
    }

    private async Task<ClusterLimits> OfAccountsAsync(
        ClusterLimits known,
        IReadOnlyList<(string Stage, JobSettings Job)> jobs,
        string config
    )
    {
        var cluster = ClusterLimits.NameOf(config);
        Task<string> Show(params string[] what) =>
            AskAsync("sacctmgr", ["--noheader", "--parsable2", "show", .. what]);
        string[] here = cluster is { Length: > 0 } ? [$"cluster={cluster}"] : [];
        var user = Environment.UserName;
        var assoc = Show([
            "assoc",
            $"user={user}",
            .. here,
            "format=Account,MaxSubmitJobs,DefaultQOS,GrpSubmitJobs,GrpTRES,GrpJobs,MaxJobs",
        ]);
        var qos = Show(
            "qos",
            "format=Name,MaxSubmitJobsPerUser,GrpSubmitJobs,MaxSubmitJobsPerAccount,GrpTRES,MaxTRESPerUser,GrpJobs,MaxJobsPerUser"
        );
        // Those that are no user's are the accounts themselves.
        var accounts = Show([
            "assoc",
            "user=",
            .. here,
            "format=Account,ParentName,GrpSubmitJobs,GrpTRES,GrpJobs",
        ]);
        var usual = Show("user", user, "format=DefaultAccount");
        var partitions = AskAsync("scontrol", "--all", "--oneliner", "show", "partition");
        var said = new AccountingAnswers(
            await assoc,
            await qos,
            await accounts,
            await usual,
            await partitions
        );
        var limits = SubmitLimits.Of(said, jobs);
        if (limits.Any(SubmitLimits.IsShared))
            limits = SubmitLimits.WithUsage(
                limits,
                await AskAsync("scontrol", "--oneliner", "show", "assoc_mgr", "flags=assoc,qos")
            );
        var never = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ClusterLimits.KeepsLimits(config))
            foreach (var (stage, job) in jobs)
                if (SizeLimits.WhyNever(said, job) is { } why)
                    never[stage] = why;
        return known with { Submits = limits, Never = never };
    }

    private async Task<string> AskAsync(string program, params string[] arguments)
    {
        var answer = await tools.RunAsync(program, arguments);
        return answer.IsDone ? answer.Out : "";
    }
}
