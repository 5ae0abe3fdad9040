using System.Text.RegularExpressions;
using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>What a profile says reaches jobs, attempts, tasks and limits.</summary>
[Collection("slurm")]
[Trait("Takes", "long")]
public sealed partial class SlurmProfileTests(SlurmCluster cluster)
{
    private const string Profile = """
        slurm:
          partition: main
          time: 30m
          mem: 500M
          cpus: 2
          throttle: 4
          setup: ["export FROM_SETUP='a, b'", "cd /"]
          extra: ["--comment=a b", "--nice"]
          attempts: 2
          escalate_mem: 2
          escalate_time: 1.5
          max_running: 6
          stages:
            Right: { partition: short, time: 5m, gpus: 1, attempts: 1 }
            Join: { mem: 1G, throttle: 1 }
        """;

    [Fact]
    public async Task A_dry_run_shows_the_exact_scripts_and_submits_nothing()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 6);
        run.Stage("Right", 2);
        run.Stage("Join", 1);
        run.Count("sbatch");
        run.Workspace.Write("configs/profiles/p.yaml", Profile);
        var shown = (
            await run.RunAsync("--target=Join", "--shards", "8", "--profile", "p", "--dryrun")
        ).Exits(0);
        Assert.Equal(0, run.Calls("sbatch"));
        Assert.False(Directory.Exists(run.Workspace[".sluice/slurm"]));
        Snapshot.Matches(
            RunId()
                .Replace(
                    Dotnet().Replace(HostName().Replace(shown.Out, "{host}"), "dotnet={dotnet}"),
                    "{run}"
                )
        );
    }

    [Fact]
    public async Task What_fails_for_want_of_memory_or_time_is_tried_again_with_more()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Workspace.Write("configs/profiles/p.yaml", Profile);
        run.Stage("Left", 4, "[ $1 != 2 ] || [ $SLURM_MEM_PER_NODE = 1000 ] || exit 137");
        run.Stage(
            "Right",
            1,
            "[ -n \"$CUDA_VISIBLE_DEVICES\" ] && [ \"$FROM_SETUP\" = 'a, b' ] || exit 9"
        );
        run.Stage("Join", 1);
        (await run.RunAsync("--target=Join", "--shards", "4", "--profile", "p")).Exits(0);
        run.IsDoneOnce("Left", 4);
        Assert.Equal(2, run.Runs().Count(r => r == "Left 2"));
        Assert.Equal(1, run.Runs().Count(r => r == "Left 1"));
        var attempts = run.Records("Left")
            .Where(r => r.GetProperty("u").GetString() == "2")
            .Select(r => $"{r.GetProperty("t").GetString()} {r.GetProperty("n").GetInt32()}");
        Assert.Equal(["done 2", "failed 1"], attempts.Order());
    }

    [Fact]
    public async Task An_attempt_that_is_not_needed_is_cancelled_and_holds_nobody_up()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 2);
        run.Stage("Join", 1);
        var ended = (
            await run.RunAsync("--target=Join", "--shards", "2", "--set", "slurm.attempts=3")
        ).Exits(0);
        run.IsDoneOnce("Join", 1);
        // Whoever looks in the meantime is told why.
        Assert.DoesNotContain("CANCELLED", ended.Out.Replace("CANCELLED (not needed)", ""));
        Assert.Contains(
            "cancelled as not needed",
            string.Concat(
                Directory.EnumerateFiles(run.Workspace["logs/left"]).Select(File.ReadAllText)
            )
        );
        // Only those of the last attempt of the last stage may be there to be cancelled still.
        await Wait.UntilAsync(
            () => cluster.SqueueAsync().GetAwaiter().GetResult().Length == 0,
            "an empty queue"
        );
    }

    [Fact]
    public async Task Tasks_of_an_element_are_shards_and_take_GPUs_by_their_rank()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage(
            "One",
            8,
            "echo $SLURM_PROCID $SLURM_LOCALID $CUDA_VISIBLE_DEVICES >> gpus; sleep 0.5"
        );
        (
            await run.RunAsync(
                "--target=One",
                "--shards",
                "4",
                "--schedule",
                "static",
                "--set",
                "slurm.tasks=4",
                "--set",
                "slurm.gres=gpu:2"
            )
        ).Exits(0);
        run.IsDoneOnce("One", 8);
        Assert.Equal(
            ["0 0 0", "1 1 1", "2 2 0", "3 3 1"],
            File.ReadLines(run.Workspace["gpus"]).Distinct().Order()
        );
        Assert.Equal(
            4,
            Directory.EnumerateFiles(run.Workspace["logs/one"], "shard_*_of_4.log").Count()
        );
        Assert.Contains(
            "srun --ntasks=4",
            run.Workspace.Read(
                Directory
                    .EnumerateFiles(
                        run.Workspace[".sluice/slurm"],
                        "One-1.sh",
                        SearchOption.AllDirectories
                    )
                    .Single()
            )
        );
    }

    [Fact]
    public async Task Max_running_bounds_the_whole_run()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        const string Note = "echo + >> load; sleep 0.7; echo - >> load";
        run.Stage("Left", 6, Note);
        run.Stage("Right", 6, Note);
        run.Stage("Join", 1);
        (
            await run.RunAsync("--target=Join", "--shards", "6", "--set", "slurm.max_running=2")
        ).Exits(0);
        var running = 0;
        var most = File.ReadLines(run.Workspace["load"])
            .Max(line => running += line == "+" ? 1 : -1);
        Assert.InRange(most, 1, 2);
        run.IsDoneOnce("Left", 6);
        run.IsDoneOnce("Right", 6);
    }

    [Fact]
    public async Task Units_are_packed_into_the_elements_and_arrays_that_the_cluster_takes()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 20);
        run.Stage("Join", 1);
        run.Count("sbatch");
        run.Replace(
            "scontrol",
            "\"$real\" \"$@\" | sed -E 's/^(MaxArraySize *=).*/\\1 4/; s/^(MaxJobCount *=).*/\\1 8/; s/^(AccountingStorageType *=).*/\\1 accounting_storage\\/slurmdbd/'"
        );
        // MaxArraySize 4 means indexes up to 3; 6 jobs at once for the qos, of which Join takes one.
        run.Replace(
            "sacctmgr",
            "case \"$*\" in *assoc*) echo 'test||strict';; *qos*) printf 'normal|\\nstrict|6\\n';; esac"
        );
        var ended = (await run.RunAsync("--target=Join", "--shards", "20")).Exits(0);
        Assert.Equal(3, run.Calls("sbatch"));
        Assert.Equal(2, run.Jobs("Left").Count);
        Assert.Contains("Left: job", ended.Out);
        run.IsDoneOnce("Left", 20);
        // Those that came too late to find a unit were not needed.
        Assert.NotEmpty(Directory.EnumerateFiles(run.Workspace["logs/left"], "shard_?_of_5.log"));
        run.IsDoneOnce("Join", 1);
    }

    [Fact]
    public async Task A_stage_may_run_here_before_the_rest_is_submitted()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 2, "echo \"job $SLURM_JOB_ID\" >> where");
        run.Stage("Join", 1);
        (
            await run.RunAsync(
                "--target=Join",
                "--shards",
                "2",
                "--set",
                "slurm.stages.Left.local=true"
            )
        ).Exits(0);
        Assert.Equal(["job ", "job "], File.ReadLines(run.Workspace["where"]));
        Assert.Empty(run.Jobs("Left"));
        run.IsDoneOnce("Join", 1);
        var refused = (
            await run.RunAsync("--target=Join", "--force", "--set", "slurm.stages.Join.local=true")
        ).Exits(2);
        Assert.Contains(
            "slurm.stages.Join.local: Join needs what jobs of Left make",
            refused.Error
        );
    }

    [GeneratedRegex(@"\d{8}-\d{6}-[0-9a-f]{6}\b")]
    private static partial Regex RunId();

    [GeneratedRegex(@"dotnet=/\S+")]
    private static partial Regex Dotnet();

    [GeneratedRegex(@"[^/ ]+-[0-9a-f]{8}(?=/sluice\.dll)")]
    private static partial Regex HostName();
}
