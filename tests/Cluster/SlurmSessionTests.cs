namespace Sluice.Tests.Cluster;

/// <summary>A submission from within another job, or where a site sets defaults, is as one from a bare login node.</summary>
[Collection("slurm")]
[Trait("Takes", "long")]
public sealed class SlurmSessionTests(SlurmCluster cluster)
{
    // Of a GPU session that was requeued once, and of a site that hands nothing on.
    private static readonly Dictionary<string, string?> s_session = new()
    {
        ["SLURM_JOB_ID"] = "999999",
        ["SLURM_RESTART_COUNT"] = "1",
        ["SLURM_GPUS_PER_TASK"] = "1",
        ["SLURM_NTASKS_PER_NODE"] = "1",
        ["SLURM_TRES_PER_TASK"] = "cpu:1",
        ["SLURM_CPU_BIND"] = "quiet,mask_cpu:0x1",
        ["SLURM_MEM_PER_CPU"] = "100",
        ["SBATCH_EXPORT"] = "NONE",
        ["SBATCH_PARTITION"] = "nowhere",
        ["PMI_RANK"] = "3",
        ["CUDA_VISIBLE_DEVICES"] = "7",
    };

    [Fact]
    public async Task Nothing_of_the_session_reaches_jobs_and_a_units_own_srun_runs_beside_its_task()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 4, "srun --ntasks=1 true || exit 8; env > env.$1; [ $MODEL = 'a,b' ]");
        var ended = (
            await run.Start(
                    s_session,
                    "--target=One",
                    "--shards",
                    "4",
                    "--schedule",
                    "static",
                    "--set",
                    "slurm.tasks=4",
                    "--set",
                    "slurm.gres=gpu:2",
                    "--set",
                    "slurm.setup=[\"export MODEL=a,b\"]"
                )
                .EndAsync(TimeSpan.FromMinutes(2))
        ).Exits(0);

        run.IsDoneOnce("One", 4);
        Assert.Contains("SBATCH_PARTITION (slurm.partition says it)", ended.Out);
        Assert.Contains("requeued 0 times", run.Workspace.Read("logs/one/shard_0_of_4.log"));
        string[] seen = [.. run.Workspace.Read("env.0").Split('\n')];
        Assert.DoesNotContain(
            seen,
            line =>
                s_session.Any(v => line == $"{v.Key}={v.Value}")
                || line.StartsWith("SBATCH_", StringComparison.Ordinal)
        );
        Assert.Contains(seen, line => line.StartsWith("HOME=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Why_srun_starts_no_task_stands_in_the_summary_and_in_Status()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 4);
        var ended = (
            await run.RunAsync(
                "--target=One",
                "--shards",
                "4",
                "--set",
                "slurm.tasks=4",
                "--set",
                "slurm.gres=gpu:2",
                "--set",
                "slurm.setup=[\"export SLURM_GPUS_PER_TASK=1\"]"
            )
        ).Exits(1);

        const string Why = ": srun: error: Unable to create step for job";
        Assert.Contains($"shard 0/4 ended with FAILED (NonZeroExitCode) (job", ended.Out);
        Assert.Contains(Why, ended.Out);
        Assert.Contains(Why, (await run.TargetAsync("Status")).Exits(0).Out);
    }
}
