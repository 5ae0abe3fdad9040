using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>A graph on a genuine Slurm: submitted at once, finished without a driver.</summary>
[Collection("slurm")]
[Trait("Takes", "long")]
public sealed class SlurmGraphTests(SlurmCluster cluster)
{
    [Fact]
    public async Task The_whole_graph_is_submitted_at_once_and_ends_without_its_driver()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 5);
        run.Describe(
            "Two",
            new
            {
                command = (string[])
                    [
                        "sh",
                        "-c",
                        "echo Two $1 >> runs; cp \"$1\" \"$2\"",
                        "sh",
                        "{key}",
                        "{output}",
                    ],
                glob = "out/one/*.txt",
                outputs = (string[])["{key}.copy"],
            }
        );
        run.Count("sbatch");
        // Held back until the driver is gone.
        run.Workspace.Write("bin/x", "");
        var detached = (await run.RunAsync("--target=Two", "--shards", "3", "--detach")).Exits(0);
        Assert.Contains("--target=Attach", detached.Out);
        Assert.Contains("Two: job", detached.Out);
        Assert.Equal(2, run.Calls("sbatch"));

        await Wait.UntilAsync(
            () => run.Runs().Count(r => r.StartsWith("Two", StringComparison.Ordinal)) == 5,
            "five units of a stage that was planned in its own job"
        );
        var attached = (await run.TargetAsync("Attach")).Exits(0);
        Assert.Contains("One: 5 done, 0 failed, 0 not run", attached.Out);
        Assert.Contains("Two: 5 done, 0 failed, 0 not run", attached.Out);
        run.IsDoneOnce("One", 5);
        Assert.Equal("3\n", run.Workspace.Read("out/two/out/one/3.txt.copy"));

        var again = (await run.RunAsync("--target=Two", "--shards", "3")).Exits(0);
        Assert.Contains("Two: 0 of 5 units stale, all up to date", again.Out);
        Assert.Equal(2, run.Calls("sbatch"));
    }

    [Fact]
    public async Task Branches_run_side_by_side_and_a_merge_waits_for_both()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        // Each ends only once the other has begun.
        run.Stage("Left", 1, "touch left; until [ -e right ]; do sleep 0.1; done");
        run.Stage("Right", 1, "touch right; until [ -e left ]; do sleep 0.1; done");
        run.Stage("Join", 1, "test -s out/left/0.txt && test -s out/right/0.txt || exit 9");
        (await run.RunAsync("--target=Join", "--shards", "2")).Exits(0);
        run.IsDoneOnce("Left", 1);
        run.IsDoneOnce("Right", 1);
        run.IsDoneOnce("Join", 1);
    }

    [Fact]
    public async Task What_follows_a_failed_stage_is_not_run_and_says_why()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 3, "if [ $1 = 1 ] && [ ! -e mended ]; then echo broken; exit 7; fi");
        run.Stage("Right", 1);
        run.Stage("Join", 1);
        var failed = (await run.RunAsync("--target=Join", "--shards", "3")).Exits(1);
        Assert.Contains("Left: 2 done, 1 failed, 0 not run", failed.Out);
        Assert.Contains("broken", failed.Out);
        Assert.Contains("Join: not run: it waits for Left: 1 of 3 units are not done", failed.Out);
        Assert.DoesNotContain("Join 0", run.Runs());
        var status = (await run.TargetAsync("Status")).Exits(0);
        Assert.Contains("Join: not run: it waits for Left", status.Out);

        run.Workspace.Write("mended", "");
        (await run.RunAsync("--target=Join", "--shards", "3")).Exits(0);
        Assert.Equal(2, run.Runs().Count(r => r == "Left 1"));
        Assert.Equal(1, run.Runs().Count(r => r == "Left 0"));
        run.IsDoneOnce("Join", 1);
    }

    [Fact]
    public async Task Values_arrive_as_they_were_written()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        const string Hostile =
            "Commons,Kitchen \"a b\" 'c' $HOME `d` \\e %A #f\nsecond line\ttab; ü=✓";
        run.Describe(
            "One",
            new
            {
                command = (string[])
                    [
                        "sh",
                        "-c",
                        "printf '%s|%s|%s' \"$SPLITS\" \"$2\" \"$3\" > \"$1\"",
                        "sh",
                        "{output}",
                        "{param.splits}",
                        "{param.own}",
                    ],
                environment = new Dictionary<string, string> { ["SPLITS"] = "{param.splits}" },
                units = (string[])["a,b c"],
                outputs = (string[])["{key}.txt"],
                parameters = new Dictionary<string, string> { ["splits"] = Hostile },
                unit_parameters = new Dictionary<string, Dictionary<string, string>>
                {
                    ["a,b c"] = new() { ["own"] = Hostile },
                },
            }
        );
        (await run.RunAsync("--target=One", "--shards", "1")).Exits(0);
        Assert.Equal($"{Hostile}|{Hostile}|{Hostile}", run.Workspace.Read("out/one/a,b c.txt"));
    }

    [Fact]
    public async Task An_edit_while_jobs_are_queued_changes_nothing_until_the_next_run()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 2, "until [ -e go ]; do sleep 0.1; done");
        run.Stage("Right", 1);
        run.Stage("Join", 1);
        run.Workspace.Write("configs/run.yaml", "run: { retries: 0 }\n");
        var host = run.Start("--target=Join", "--shards", "2");
        await run.UntilRunsAsync(3);
        run.Workspace.Write("configs/run.yaml", "run: { no such setting: 1 }\n");
        run.Workspace.Write("go", "");
        (await host.EndAsync()).Exits(0);
        run.IsDoneOnce("Join", 1);
    }

    [Fact]
    public async Task Ctrl_C_during_a_submission_takes_back_its_half_and_the_next_run_does_all()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        foreach (var stage in (string[])["Left", "Right", "Join"])
            run.Stage(stage, 1);
        run.Replace("sbatch", "sleep 1.5; exec \"$real\" --begin=now+600 \"$@\"");
        var host = run.Start("--target=Join", "--shards", "1");
        await run.UntilSubmittedAsync("Left");
        host.Signal("INT");
        var ended = (await host.EndAsync()).Exits(130);
        Assert.Contains("cancelled again", ended.Out);
        // Nothing runs here that would have time to end.
        Assert.Equal("interrupted; run the same command again to go on\n", ended.Error);
        Assert.Empty(await cluster.SqueueAsync("%i", "--states=PENDING,RUNNING"));
        Assert.Empty(run.Runs());

        File.Delete(run.Workspace["bin/sbatch"]);
        (await run.RunAsync("--target=Join", "--shards", "1")).Exits(0);
        foreach (var stage in (string[])["Left", "Right", "Join"])
            run.IsDoneOnce(stage, 1);
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_jobs_alone_and_says_how_to_go_on()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, "until [ -e go ]; do sleep 0.1; done");
        var host = run.Start("--target=One", "--shards", "2");
        await run.UntilRunsAsync(2);
        host.Signal("INT");
        var left = (await host.EndAsync()).Exits(130);
        Assert.Contains("goes on without this process", left.Out);
        Assert.Contains("--target=Cancel", left.Out);
        Assert.Equal("", left.Error);

        run.Workspace.Write("go", "");
        (await run.TargetAsync("Attach")).Exits(0);
        run.IsDoneOnce("One", 2);
        Assert.Equal(2, run.Runs().Count);
    }
}
