using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>What only a cluster with an accounting database has.</summary>
[Collection("slurm accounting")]
[Trait("Takes", "long")]
public sealed class SlurmAccountingTests(AccountingCluster cluster)
{
    [Fact]
    public async Task The_users_own_limit_of_submitted_jobs_is_kept_to()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 12);
        run.Stage("Join", 1);
        run.Count("sbatch");
        (await Limit("4")).Exits(0);
        try
        {
            (await run.RunAsync("--target=Join", "--shards", "12")).Exits(0);
            Assert.Equal(2, run.Calls("sbatch"));
            // Those that came too late to find a unit were not needed.
            Assert.NotEmpty(
                Directory.EnumerateFiles(run.Workspace["logs/left"], "shard_?_of_3.log")
            );
            run.IsDoneOnce("Left", 12);
            run.IsDoneOnce("Join", 1);

            (await Limit("1")).Exits(0);
            var refused = (await run.RunAsync("--target=Join", "--force")).Exits(3);
            Assert.Contains("MaxSubmitJobs of account", refused.Error);
            Assert.Contains("never room for 2 stages", refused.Error);
        }
        finally
        {
            await Limit("-1");
        }
    }

    [Fact]
    public async Task Limits_of_partitions_accounts_and_qualities_of_service_are_kept_to()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 20);
        await SacctmgrAsync("add qos narrow set MaxSubmitJobsPerUser=6");
        (
            await cluster.RunAsync(
                "scontrol",
                "create",
                "PartitionName=narrow",
                "Nodes=ALL",
                "QOS=narrow"
            )
        ).Exits(0);
        try
        {
            Assert.Contains("--array=0-5\n", await DryAsync(run, "slurm.partition=narrow"));
            await SacctmgrAsync("modify account test set GrpSubmitJobs=5");
            Assert.Contains("--array=0-4\n", await DryAsync(run, "slurm.account=test"));
            await SacctmgrAsync("modify qos normal set MaxSubmitJobsPerAccount=4");
            Assert.Contains("--array=0-3\n", await DryAsync(run, "slurm.account=test"));
        }
        finally
        {
            await SacctmgrAsync("modify qos normal set MaxSubmitJobsPerAccount=-1");
            await SacctmgrAsync("modify account test set GrpSubmitJobs=-1");
            await cluster.RunAsync("scontrol", "delete", "PartitionName=narrow");
        }
    }

    [Fact]
    public async Task How_a_job_ended_that_squeue_has_forgotten_is_asked_of_sacct()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, "until [ -e go ]; do sleep 0.1; done");
        (await run.RunAsync("--target=One", "--shards", "2", "--detach")).Exits(0);
        await run.UntilRunsAsync(2);
        var job = run.Jobs("One")[0];
        (await cluster.RunAsync("scancel", $"{job}_1")).Exits(0);
        run.Workspace.Write("go", "");
        await Wait.UntilAsync(
            () => cluster.SqueueAsync().GetAwaiter().GetResult().Length == 0,
            "an empty queue"
        );
        // What the controller has sent on its way arrives.
        await Wait.UntilAsync(
            () => SacctAsync(job).GetAwaiter().GetResult() is "CANCELLED,COMPLETED",
            () => SacctAsync(job).GetAwaiter().GetResult()
        );
        await cluster.ForgetAsync();
        var status = (await run.TargetAsync("Status")).Exits(0);
        Assert.Contains($"job {job}_0", status.Out);
        Assert.Contains("CANCELLED", status.Out);
        Assert.DoesNotContain("GONE", status.Out);
    }

    private static async Task<string> DryAsync(ClusterRun run, string setting) =>
        (await run.RunAsync("--target=One", "--shards", "20", "--dryrun", "--set", setting))
            .Exits(0)
            .Out;

    private async Task SacctmgrAsync(string command) =>
        (await cluster.RunAsync("sacctmgr", ["-i", .. command.Split(' ')])).Exits(0);

    private Task<HostResult> Limit(string jobs) =>
        cluster.RunAsync(
            "sacctmgr",
            "-i",
            "modify",
            "user",
            "root",
            "set",
            $"MaxSubmitJobs={jobs}"
        );

    private async Task<string> SacctAsync(string job)
    {
        var answer = await cluster.RunAsync("sacct", "-n", "-P", "-X", "-j", job, "-o", "State");
        return string.Join(
            ',',
            answer
                .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(state => state.Split(' ')[0])
                .Order(StringComparer.Ordinal)
        );
    }
}
