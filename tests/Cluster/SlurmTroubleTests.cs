using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>What happens to jobs on clusters: each time nothing is lost, nothing doubled, and it is told.</summary>
[Collection("slurm trouble")]
[Trait("Takes", "long")]
public sealed class SlurmTroubleTests(TroubleCluster cluster)
{
    [Fact]
    public async Task Before_its_time_limit_an_element_goes_back_into_the_queue_with_what_is_left()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 8, "sleep 4");
        // Slurm has limits in minutes; the warning comes 20 s after the start.
        (
            await run.RunAsync(
                "--target=One",
                "--shards",
                "1",
                "--set",
                "slurm.time=1m",
                "--set",
                "slurm.lead=40s"
            )
        ).Exits(0);
        run.IsDoneOnce("One", 8);
        // What ran when the warning came was let end.
        Assert.Equal(8, run.Runs().Count);
        Assert.Contains("requeued 1 times", run.Workspace.Read("logs/one/shard_0_of_1.log"));
    }

    [Fact]
    public async Task A_warning_by_hand_sends_an_element_back_into_the_queue_when_its_unit_has_ended()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 3, "until [ -e go ]; do sleep 0.1; done");
        var host = run.Start("--target=One", "--shards", "1", "--set", "slurm.time=30m");
        await run.UntilRunsAsync(1);
        var job = $"{run.Jobs("One")[0]}_0";
        (await cluster.RunAsync("scancel", "--signal=USR1", "--batch", job)).Exits(0);
        await Wait.UntilAsync(
            () => run.Workspace.Read("logs/one/shard_0_of_1.log").Contains("No more units"),
            "the warning is heard"
        );
        run.Workspace.Write("go", "");
        (await host.EndAsync()).Exits(0);
        run.IsDoneOnce("One", 3);
        Assert.Equal(3, run.Runs().Count);
        var log = run.Workspace.Read("logs/one/shard_0_of_1.log");
        Assert.Contains("A warning (SIGUSR1) has come: back into the queue", log);
        Assert.Contains("requeued 1 times", log);
    }

    [Fact]
    public async Task A_task_that_is_done_for_does_not_end_its_neighbours_unit_by_the_requeue()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        // The first of the second task's slice lasts beyond the warning, 20 s after the start.
        run.Stage("One", 40, "if [ $1 = 1 ]; then sleep 28; else sleep 1; fi");
        (
            await run.RunAsync(
                "--target=One",
                "--shards",
                "2",
                "--set",
                "slurm.tasks=2",
                "--set",
                "slurm.time=1m",
                "--set",
                "slurm.lead=40s"
            )
        ).Exits(0);
        run.IsDoneOnce("One", 40);
        Assert.Equal(40, run.Runs().Count);
        Assert.Contains("requeued 1 times", run.Workspace.Read("logs/one/shard_0_of_2.log"));
    }

    [Fact]
    public async Task A_unit_that_needs_more_than_the_time_limit_fails_instead_of_beginning_again_for_ever()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 1, "sleep 300");
        var ended = await run.RunAsync(
            "--target=One",
            "--set",
            "slurm.time=1m",
            "--set",
            "slurm.lead=50s",
            "--set",
            "run.grace=32s"
        );
        ended.Exits(1);
        Assert.Contains("stopped at the job's time limit of 00:01:00", ended.Out);
        Assert.Contains("raise slurm.time", ended.Out);
        Assert.Single(run.Runs());
    }

    [Fact]
    public async Task A_preempted_element_runs_again_and_does_the_rest()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 3, "if [ $1 = 2 ]; then until [ -e go ]; do sleep 0.1; done; fi");
        var host = run.Start("--target=One", "--shards", "1", "--set", "slurm.partition=low");
        await run.UntilRunsAsync(3);
        var high = await cluster.SubmitAsync("sleep 1", "-N3", "--exclusive", "-p", "high");
        await cluster.UntilAsync($"{run.Jobs("One")[0]}_0", "PENDING");
        run.Workspace.Write("go", "");
        (await host.EndAsync()).Exits(0);
        run.IsDoneOnce("One", 3);
        Assert.Equal(1, run.Runs().Count(r => r == "One 0"));
        Assert.NotEmpty(high);
    }

    [Fact]
    public async Task The_element_of_a_node_that_fails_runs_again_elsewhere()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 4, "if [ $1 != 0 ]; then until [ -e go ]; do sleep 0.1; done; fi");
        var host = run.Start("--target=One", "--shards", "1");
        await run.UntilRunsAsync(2);
        var node = await cluster.UntilAsync($"{run.Jobs("One")[0]}_0", "RUNNING");
        await cluster.NodeFailAsync(node[^1] - '0');
        run.Workspace.Write("go", "");
        (await host.EndAsync()).Exits(0);
        run.IsDoneOnce("One", 4);
        Assert.Equal(1, run.Runs().Count(r => r == "One 0"));
    }

    [Fact]
    public async Task A_requeued_element_keeps_its_id_and_loses_no_finished_unit()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 4, "if [ $1 != 0 ]; then until [ -e go ]; do sleep 0.1; done; fi");
        var host = run.Start("--target=One", "--shards", "1");
        await run.UntilRunsAsync(2);
        var job = $"{run.Jobs("One")[0]}_0";
        (await cluster.RunAsync("scontrol", "requeue", job)).Exits(0);
        run.Workspace.Write("go", "");
        (await host.EndAsync()).Exits(0);
        run.IsDoneOnce("One", 4);
        Assert.Equal(1, run.Runs().Count(r => r == "One 0"));
        Assert.Contains($"job {job}", (await run.TargetAsync("Status")).Exits(0).Out);
    }

    [Fact]
    public async Task What_a_cancelled_element_leaves_is_done_by_the_others()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 6, "until [ -e go ]; do sleep 0.1; done");
        var host = run.Start("--target=One", "--shards", "3");
        await run.UntilRunsAsync(3);
        (await cluster.RunAsync("scancel", $"{run.Jobs("One")[0]}_1")).Exits(0);
        await Wait.UntilAsync(
            () => run.Workspace.Read("logs/one/shard_1_of_3.log").Contains("Interrupted"),
            "the cancelled element gives back what it held"
        );
        run.Workspace.Write("go", "");
        var ended = (await host.EndAsync()).Exits(0);
        Assert.Contains("shard 1/3 ended with CANCELLED", ended.Out);
        run.IsDoneOnce("One", 6);
        Assert.Contains("CANCELLED", (await run.TargetAsync("Status")).Exits(0).Out);
    }

    [Fact]
    public async Task A_job_that_can_never_start_is_told_with_its_remedy_and_not_waited_for()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 2);
        run.Stage("Join", 1);
        string[] never = ["--set", "slurm.partition=short", "--set", "slurm.time=2h"];
        var ended = (await run.RunAsync(["--target=Join", "--shards", "2", .. never])).Exits(3);
        Assert.Contains("PartitionTimeLimit", ended.Error);
        Assert.Contains("lower slurm.time", ended.Error);
        var status = (await run.TargetAsync("Status")).Exits(0);
        Assert.Contains(
            "PENDING (PartitionTimeLimit): it asks for more time than the partition allows",
            status.Out
        );
        Assert.Contains("Left: cancelled", (await run.TargetAsync("Cancel")).Exits(0).Out);
        (await run.RunAsync("--target=Join", "--shards", "2")).Exits(0);
        run.IsDoneOnce("Left", 2);
    }

    [Fact]
    public async Task What_sbatch_refuses_ends_the_submission_and_takes_the_rest_back()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, "sleep 60");
        run.Stage("Two", 1);
        var ended = await run.RunAsync(
            "--target=Two",
            "--set",
            "slurm.stages.Two.partition=nowhere"
        );
        ended.Exits(3);
        Assert.Contains("Two-1: sbatch refuses: invalid partition specified: nowhere", ended.Error);
        Assert.Contains("cancelled again", ended.Out);
        await Wait.UntilAsync(
            () => cluster.SqueueAsync().GetAwaiter().GetResult().Length == 0,
            "no job is left behind"
        );
    }

    [Fact]
    public async Task A_controller_that_is_away_delays_submission_and_following_and_loses_nothing()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, "until [ -e go ]; do sleep 0.1; done");
        await cluster.StopControllerAsync();
        var host = run.Start("--target=One", "--shards", "2");
        await Task.Delay(TimeSpan.FromSeconds(3));
        await cluster.StartControllerAsync();
        await run.UntilRunsAsync(2);

        await cluster.StopControllerAsync();
        run.Workspace.Write("go", "");
        await Wait.UntilAsync(
            () => run.Has("One", 0) && run.Has("One", 1),
            "units end without a controller"
        );
        await Wait.UntilAsync(
            () => host.Said.Contains("the jobs go on, trying again"),
            "the driver says that Slurm does not answer"
        );
        await cluster.StartControllerAsync();
        (await host.EndAsync(TimeSpan.FromMinutes(3))).Exits(0);
        run.IsDoneOnce("One", 2);
        Assert.Equal(2, run.Runs().Count);
    }
}
