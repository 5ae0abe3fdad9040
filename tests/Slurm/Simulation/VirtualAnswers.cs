using System.Globalization;
using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>Does what commands of Slurm are asked for, and answers as they do.</summary>
internal sealed class VirtualAnswers(VirtualCluster cluster, Random random)
{
    /// <summary>Called whenever one is called, before anything comes of it.</summary>
    public Action<string, IReadOnlyList<string>> Called { get; set; } = (_, _) => { };

    public void LoseState() => cluster.LoseState();

    public ToolResult Of(string program, IReadOnlyList<string> asked) =>
        program switch
        {
            "sbatch" => Sbatch(asked),
            "squeue" => new(0, Squeue(asked), ""),
            "sacct" => Sacct(asked),
            "scancel" => Scancel(asked),
            "scontrol" => Scontrol(asked),
            "sacctmgr" => new(0, Sacctmgr(asked), ""),
            _ => throw new ArgumentException(program),
        };

    private ToolResult Sbatch(IReadOnlyList<string> asked)
    {
        var options = BatchOptions.Read(asked[^1]);
        var after = Value(asked, "--dependency=afterany:")?.Split(':') ?? [];
        var open = cluster.Jobs.Count(job => job.User == Environment.UserName && job.IsOpen);
        if (open + options.Elements > cluster.MaxSubmit)
            return new(
                1,
                "",
                "sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)"
            );
        var id = cluster.Submit(
            options.Name,
            Environment.UserName,
            options.Elements,
            job => new VirtualJob
            {
                Array = job.Array,
                Id = job.Id,
                Element = job.Element,
                Name = job.Name,
                User = job.User,
                Script = asked[^1],
                After = after,
                Throttle = options.Throttle,
                Limit = options.Limit,
            }
        );
        return new(0, $"{id}\n", "");
    }

    // %F|%K|%A|%T|%N|%j|%r|user:%u, as SqueueOutput asks for it.
    private string Squeue(IReadOnlyList<string> asked)
    {
        var names = Value(asked, "--name=")?.Split(',').ToHashSet();
        var seen = cluster
            .Jobs.Where(job => names?.Contains(job.Name) ?? job.User == Environment.UserName)
            .ToList();
        var apart = seen.Where(job => job.HasBegun || job.State != "CANCELLED");
        // Those that ended before they were told apart stand in one line, or are a job without index.
        var rest = seen.Except(apart).GroupBy(job => job.Array);
        return string.Concat([
            .. apart.Select(job =>
                Line(
                    job,
                    job.Element == JobState.NoArray
                        ? "N/A"
                        : job.Element.ToString(CultureInfo.InvariantCulture)
                )
            ),
            .. rest.Select(jobs =>
                Line(
                    jobs.First(),
                    random.Next(2) == 0 ? "N/A" : string.Join(',', jobs.Select(job => job.Element))
                )
            ),
        ]);
    }

    private static string Line(VirtualJob job, string element) =>
        $"{job.Array}|{element}|{job.Id}|{job.State}|{job.Node}|{job.Name}|{(job.Reason.Length > 0 ? job.Reason : "None")}|user:{job.User}\n";

    private ToolResult Sacct(IReadOnlyList<string> asked)
    {
        if (!cluster.HasAccounting)
            return new(1, "", "Slurm accounting storage is disabled");
        var ids = Value(asked, "--jobs=")!.Split(',').ToHashSet();
        return new(
            0,
            string.Concat(
                cluster
                    .All.Where(job => ids.Contains(job.Array))
                    .Select(job =>
                        $"{job.Array}_{job.Element}|{(job.State switch { "CANCELLED" => "CANCELLED by 1000", "LOST" => "RUNNING", var state => state })}|{job.Node}|{job.Name}|2026-01-31T09:45:01\n"
                    )
            ),
            ""
        );
    }

    // Of a name and an id: both must be the job's, and a state where one is given.
    private ToolResult Scancel(IReadOnlyList<string> asked)
    {
        var name = Value(asked, "--name=");
        var state = Value(asked, "--state=");
        var found = cluster
            .Jobs.Where(job => job.Array == asked[^1] || job.Id == asked[^1])
            .ToList();
        if (found.Count == 0 || found.TrueForAll(job => job.HasEnded))
            return new(
                1,
                "",
                $"scancel: error: Kill job error on job id {asked[^1]}: Invalid job id specified"
            );
        foreach (var job in found)
            if (
                job.IsOpen
                && (name is null || job.Name == name)
                && (state is null || job.State == state)
            )
            {
                cluster.Cancelling(job);
                cluster.Cancel(job);
            }
        cluster.Schedule();
        return new(0, "", "");
    }

    private ToolResult Scontrol(IReadOnlyList<string> asked)
    {
        var id = asked[^1];
        var job = cluster.Jobs.Find(job => job.Id == id);
        if (asked.Contains("config"))
            return new(
                0,
                $"ClusterName             = virtual\nMaxArraySize            = 1001\nMaxJobCount             = 10000\nAccountingStorageType   = accounting_storage/{(cluster.HasAccounting ? "slurmdbd" : "none")}\n",
                ""
            );
        if (asked.Contains("partition"))
            return new(0, "PartitionName=main Default=YES QoS=N/A\n", "");
        if (asked.Contains("assoc_mgr"))
            return new(0, "", "");
        if (job is null)
            return new(1, "", "slurm_load_jobs error: Invalid job id specified");
        if (asked[0] == "requeue")
        {
            cluster.Requeue(job);
            return new(0, "", "");
        }
        return new(0, $"JobId={job.Id} ArrayJobId={job.Array} JobName={job.Name}\n", "");
    }

    private string Sacctmgr(IReadOnlyList<string> asked) =>
        asked.Contains($"user={Environment.UserName}") ? $"lab|{cluster.MaxSubmit}|normal|\n"
        : asked.Contains("qos") ? "normal|||\n"
        : asked.Contains("user=") ? "lab|root|\nroot||\n"
        : "lab\n";

    private static string? Value(IReadOnlyList<string> asked, string option) =>
        asked.FirstOrDefault(a => a.StartsWith(option, StringComparison.Ordinal))?[option.Length..];
}
