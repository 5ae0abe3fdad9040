using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>Runs upon runs: what is queued is adopted, what is not covered is submitted, and nothing is done twice.</summary>
[Collection("slurm")]
[Trait("Takes", "long")]
public sealed class SlurmAdoptionTests(SlurmCluster cluster)
{
    private const string UntilGo = "until [ -e go ]; do sleep 0.1; done";

    [Fact]
    public async Task A_rerun_adopts_what_is_queued_or_running()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 4, UntilGo);
        run.Stage("Right", 1);
        run.Stage("Join", 1);
        run.Count("sbatch");
        (
            await run.RunAsync(
                "--target=Join",
                "--shards",
                "2",
                "--set",
                "slurm.throttle=1",
                "--detach"
            )
        ).Exits(0);
        Assert.Equal(3, run.Calls("sbatch"));
        await run.UntilRunsAsync(2);

        run.Count("squeue");
        var host = run.Start("--target=Join", "--shards", "4");
        await Wait.UntilAsync(() => run.Calls("squeue") > 1, "a look, and a second one");
        run.Workspace.Write("go", "");
        var ended = (await host.EndAsync()).Exits(0);
        Assert.Contains("Left: left to job", ended.Out);
        Assert.Contains("Join: left to job", ended.Out);
        Assert.Equal(3, run.Calls("sbatch"));
        run.IsDoneOnce("Left", 4);
        run.IsDoneOnce("Join", 1);
    }

    [Fact]
    public async Task A_job_that_does_less_is_not_left_what_a_whole_run_wants()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 1, UntilGo);
        run.Stage("Right", 3);
        run.Stage("Join", 2);
        // Of the merge only its unit 0, in a job that waits for Left's.
        (await run.RunAsync("--target=Join", "--only", "0", "--shards", "2", "--detach")).Exits(0);
        await run.UntilRunsAsync(1);
        var host = run.Start("--target=Join", "--shards", "2");
        await Task.Delay(TimeSpan.FromSeconds(3));
        run.Workspace.Write("go", "");
        (await host.EndAsync()).Exits(0);
        run.IsDoneOnce("Right", 3);
        run.IsDoneOnce("Join", 2);
    }

    [Fact]
    public async Task Three_widths_at_once_do_every_unit_once()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 60, "sleep 0.1");
        string[] beside = ["--target=One", "--set", "slurm.adopt=false"];
        var hosts = new[] { "2", "3", "5" }
            .Select(n => run.Start([.. beside, "--shards", n]))
            .ToList();
        foreach (var host in hosts)
            (await host.EndAsync()).Exits(0);
        run.IsDoneOnce("One", 60);
        Assert.Equal(60, run.Runs().Count);
    }

    [Fact]
    public async Task Jobs_that_work_on_another_directory_cover_nothing_of_this_one()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Workspace.Write(
            "configs/sweep.yaml",
            """
            sweep:
              matrix: {x: 1..2}
              command: [sh, -c, 'until [ -e go ]; do sleep 0.1; done; echo {x} > "$1"', sh, "{output}"]
              outputs: ["{x}.txt"]
              directory: first
            """
        );
        (await run.RunAsync("--target=Sweep", "--shards", "2", "--detach")).Exits(0);

        var other = run.Start("--target=Sweep", "--set", "sweep.directory=second");
        await Wait.UntilAsync(() => run.Jobs("Sweep").Count == 2, "a run of its own");
        run.Workspace.Write("go", "");
        Assert.Contains("Sweep: 2 done", (await other.EndAsync()).Exits(0).Out);
        (await run.TargetAsync("Attach")).Exits(0);
        foreach (var directory in (string[])["first", "second"])
            Assert.Equal("2\n", run.Workspace.Read($"{directory}/2.txt"));
    }

    [Fact]
    public async Task Cancel_stops_all_one_stage_or_one_branch()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 1, UntilGo);
        run.Stage("Left", 2, UntilGo);
        run.Stage("Right", 1, UntilGo);
        run.Stage("Join", 1);
        (await run.RunAsync("--target=Join", "--target=One", "--shards", "2", "--detach")).Exits(0);
        await run.UntilRunsAsync(4);
        var wrong = (await run.TargetAsync("Cancel", "--stage", "Lef")).Exits(2);
        Assert.Contains("Did you mean 'Left'", wrong.Error);

        var branch = (await run.TargetAsync("Cancel", "--branch", "Left")).Exits(0);
        Assert.Contains("Left: cancelled", branch.Out);
        Assert.Contains("Join: cancelled", branch.Out);
        Assert.DoesNotContain("Right: cancelled", branch.Out);
        var stage = (await run.TargetAsync("Cancel", "--stage", "right")).Exits(0);
        Assert.Contains("Right: cancelled", stage.Out);
        Assert.DoesNotContain("One: cancelled", stage.Out);
        Assert.Contains("One: cancelled", (await run.TargetAsync("Cancel")).Exits(0).Out);
        Assert.Contains("no job of this workspace", (await run.TargetAsync("Cancel")).Exits(0).Out);

        run.Workspace.Write("go", "");
        (await run.RunAsync("--target=Join", "--target=One", "--shards", "2")).Exits(0);
        run.IsDoneOnce("Left", 2);
        run.IsDoneOnce("Join", 1);
    }

    [Fact]
    public async Task Clean_waits_for_no_one_but_refuses_while_jobs_are_queued()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, UntilGo);
        (await run.RunAsync("--target=One", "--shards", "2", "--detach")).Exits(0);
        await run.UntilRunsAsync(2);
        var refused = (await run.TargetAsync("Clean", "--yes")).Exits(1);
        Assert.Contains("are queued or running", refused.Error);
        (await run.TargetAsync("Cancel")).Exits(0);
        await cluster.CancelAllAsync();
        (await run.TargetAsync("Clean", "--yes")).Exits(0);
        Assert.False(Directory.Exists(run.Workspace[".sluice/slurm"]));
    }

    [Fact]
    public async Task Variables_for_scancel_do_not_make_Cancel_leave_jobs_behind()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, UntilGo);
        (await run.RunAsync("--target=One", "--shards", "2", "--detach")).Exits(0);
        await run.UntilRunsAsync(2);
        var narrowed = run.Start(
            new Dictionary<string, string?> { ["SCANCEL_STATE"] = "PENDING" },
            "--target=Cancel"
        );
        (await narrowed.EndAsync()).Exits(0);
        Assert.Empty(await cluster.SqueueAsync("%i", "--states=PENDING,RUNNING"));
    }

    [Fact]
    public async Task Queued_jobs_leave_alone_what_runs_on_this_machine_have_made_otherwise()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 4, "echo old >> made");
        (
            await run.RunAsync(
                "--target=One",
                "--shards",
                "2",
                "--set",
                "slurm.extra=[--begin=now+8]",
                "--detach"
            )
        ).Exits(0);
        foreach (var text in (string[])["second", "third"])
        {
            run.Stage("One", 4, $"echo {text} >> made");
            (await run.RunAsync("--target=One", "--shards", "2", "--executor", "local")).Exits(0);
        }
        var attached = (await run.TargetAsync("Attach")).Exits(1);
        Assert.Contains("a newer run has made 4 meanwhile", attached.Out);
        Assert.DoesNotContain("old", File.ReadLines(run.Workspace["made"]));
        var again = (await run.RunAsync("--target=One", "--executor", "local")).Exits(0);
        Assert.Contains("One: 0 of 4 units stale", again.Out);
    }
}
