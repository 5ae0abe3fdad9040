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
    public async Task Another_width_submits_only_what_no_live_job_covers()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 8, UntilGo);
        run.Stage("Right", 1);
        run.Stage("Join", 1);
        (await run.RunAsync("--target=Join", "--shards", "4", "--detach")).Exits(0);
        await run.UntilRunsAsync(4);
        var job = run.Jobs("Left")[0];
        // Slices 1 and 3: the units 1, 3, 5, 7.
        (await cluster.RunAsync("scancel", $"{job}_1", $"{job}_3")).Exits(0);

        var host = run.Start("--target=Join", "--shards", "2");
        await Wait.UntilAsync(() => run.Jobs("Left").Count == 2, "a second array");
        var second = run.Workspace.Read(
            Directory
                .EnumerateFiles(
                    run.Workspace[".sluice/slurm"],
                    "Left-1.sh",
                    SearchOption.AllDirectories
                )
                .Order()
                .Last()
        );
        Assert.Contains("#SBATCH --array=0-1", second);
        run.Workspace.Write("go", "");
        var ended = (await host.EndAsync()).Exits(0);
        Assert.Contains("4 units", ended.Out);
        run.IsDoneOnce("Left", 8);
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
    public async Task Of_two_submissions_at_once_the_second_finds_what_the_first_has_queued()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 4, "sleep 2");
        run.Count("sbatch");
        var hosts = Enumerable
            .Range(0, 3)
            .Select(_ => run.Start("--target=One", "--shards", "2"))
            .ToList();
        foreach (var host in hosts)
            (await host.EndAsync()).Exits(0);
        Assert.Equal(1, run.Calls("sbatch"));
        run.IsDoneOnce("One", 4);
    }

    [Fact]
    public async Task A_driver_that_dies_right_after_sbatch_leaves_a_job_that_the_next_finds()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, UntilGo);
        run.Replace(
            "sbatch",
            $"echo sbatch >> \"{run.Workspace["calls"]}\"; \"$real\" \"$@\" > /dev/null; kill -KILL $(cat \"{run.Workspace["driver"]}\"); sleep 1"
        );
        var driver = run.Start("--target=One", "--shards", "2");
        run.Workspace.Write("driver", $"{driver.Id}");
        Assert.Equal(137, (await driver.EndAsync()).ExitCode);
        Assert.Equal([""], run.Jobs("One"));
        await run.UntilRunsAsync(2);

        var next = run.Start("--target=One", "--shards", "2");
        await Task.Delay(TimeSpan.FromSeconds(2));
        run.Workspace.Write("go", "");
        (await next.EndAsync()).Exits(0);
        Assert.Equal(1, run.Calls("sbatch"));
        run.IsDoneOnce("One", 2);
        Assert.Equal(2, run.Runs().Count);
    }

    [Fact]
    public async Task An_sbatch_that_outlives_its_driver_is_waited_for_and_not_repeated()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, UntilGo);
        run.Replace(
            "sbatch",
            $"echo sbatch >> \"{run.Workspace["calls"]}\"; sleep 4; exec \"$real\" \"$@\""
        );
        var driver = run.Start("--target=One", "--shards", "2");
        await Wait.UntilAsync(() => run.Calls("sbatch") == 1, "a submission under way");
        driver.Signal("KILL");
        await driver.EndAsync();

        var next = run.Start("--target=One", "--shards", "2");
        await run.UntilRunsAsync(2);
        await Task.Delay(TimeSpan.FromSeconds(8));
        run.Workspace.Write("go", "");
        var ended = (await next.EndAsync()).Exits(0);
        Assert.Contains("A submission was cut off a moment ago", ended.Out);
        Assert.Contains("One: left to job", ended.Out);
        Assert.Equal(1, run.Calls("sbatch"));
        run.IsDoneOnce("One", 2);
    }

    [Fact]
    public async Task Jobs_of_a_run_whose_file_is_lost_can_still_be_cancelled()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 1, UntilGo);
        (await run.RunAsync("--target=Left", "--shards", "1", "--detach")).Exits(0);
        await run.UntilRunsAsync(1);
        var job = run.Jobs("Left").Single();
        foreach (
            var file in Directory.EnumerateFiles(
                run.Workspace[".sluice/slurm"],
                "run.json",
                SearchOption.AllDirectories
            )
        )
            File.Delete(file);

        var attached = (await run.TargetAsync("Attach")).Exits(2);
        Assert.Contains("no run of this workspace can be read: --target=Cancel", attached.Error);
        Assert.Contains(
            "Cancel: no job",
            (await run.TargetAsync("Cancel", "--stage", "Right")).Exits(0).Out
        );
        Assert.Contains($"cancelled {job}", (await run.TargetAsync("Cancel")).Exits(0).Out);
        Assert.Empty(await cluster.SqueueAsync("%i", "--states=PENDING,RUNNING"));
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
    public async Task A_damaged_note_of_one_stage_leaves_the_others_to_be_seen()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 1);
        run.Stage("Right", 1);
        run.Stage("Join", 1);
        (await run.RunAsync("--target=Join", "--shards", "1")).Exits(0);
        var note = Directory
            .EnumerateFiles(
                run.Workspace[".sluice/slurm"],
                "Join.planned.json",
                SearchOption.AllDirectories
            )
            .Single();
        File.WriteAllText(note, "{");

        var attached = (await run.TargetAsync("Attach")).Exits(1);
        Assert.Contains("Left: 1 done", attached.Out);
        Assert.Contains("Join.planned.json: cannot be read", attached.Out);
        Assert.Contains("Left", (await run.TargetAsync("Status")).Exits(0).Out);
    }

    [Fact]
    public async Task Other_settings_are_refused_while_jobs_make_the_same_units()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, UntilGo);
        (await run.RunAsync("--target=One", "--shards", "2", "--detach")).Exits(0);
        await run.UntilRunsAsync(2);
        run.Stage("One", 2, "true");
        var refused = (await run.RunAsync("--target=One", "--shards", "2")).Exits(3);
        Assert.Contains("are still to make 2 units", refused.Error);
        Assert.Contains("--target=Cancel", refused.Error);
        (await run.TargetAsync("Cancel")).Exits(0);
        (await run.RunAsync("--target=One", "--shards", "2")).Exits(0);
        run.IsDoneOnce("One", 2);
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
    public async Task Cancel_waits_for_a_submission_under_way_and_cancels_all_of_it()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 1, UntilGo);
        run.Stage("Right", 1, UntilGo);
        run.Stage("Join", 1);
        run.Replace("sbatch", "sleep 1.5; exec \"$real\" \"$@\"");
        var host = run.Start("--target=Join", "--shards", "1");
        await run.UntilSubmittedAsync("Left");
        var cancelled = (await run.TargetAsync("Cancel")).Exits(0);
        foreach (var stage in (string[])["Left", "Right", "Join"])
            Assert.Contains($"{stage}: cancelled", cancelled.Out);
        (await host.EndAsync()).Exits(1);
        Assert.Empty(await cluster.SqueueAsync("%i", "--states=PENDING,RUNNING"));
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
    public async Task What_scancel_leaves_is_told()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 1, UntilGo);
        (await run.RunAsync("--target=One", "--shards", "1", "--detach")).Exits(0);
        await run.UntilRunsAsync(1);
        run.Replace("scancel", "exit 0");
        var refused = (await run.TargetAsync("Cancel")).Exits(3);
        Assert.Contains("these are still there (1 RUNNING)", refused.Error);
    }

    [Fact]
    public async Task Clean_refuses_when_it_cannot_be_told_whether_jobs_are_queued()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 1);
        (await run.RunAsync("--target=One", "--set", "slurm.extra=[--hold]")).Exits(2);
        (
            await run.RunAsync("--target=One", "--set", "slurm.extra=[--begin=now+600]", "--detach")
        ).Exits(0);
        run.Replace("squeue", "echo 'slurm_load_jobs error: no route' >&2; exit 1");
        var refused = (await run.TargetAsync("Clean", "--yes")).Exits(3);
        Assert.Contains("cannot be told (squeue: slurm_load_jobs error: no route)", refused.Error);
        Assert.True(Directory.Exists(run.Workspace[".sluice/slurm"]));
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
