using System.Globalization;

namespace Sluice.Tests.Cluster;

/// <summary>What is ours and waits for nothing is taken back; what only has an id of ours is left alone.</summary>
[Collection("slurm trouble")]
[Trait("Takes", "long")]
public sealed class SlurmOwnJobsTests(TroubleCluster cluster)
{
    private const string UntilGo = "until [ -e go ]; do sleep 0.1; done";

    [Fact]
    public async Task Elements_that_are_held_are_not_waited_for_when_all_is_done()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("Left", 3, UntilGo);
        run.Stage("Right", 1);
        run.Stage("Join", 1);
        var host = run.Start("--target=Join", "--shards", "3", "--set", "slurm.throttle=1");
        await run.UntilRunsAsync(1);
        await run.UntilSubmittedAsync("Join");
        var job = run.Jobs("Left")[0];
        (await cluster.RunAsync("scontrol", "hold", $"{job}_1", $"{job}_2")).Exits(0);
        run.Workspace.Write("go", "");

        var ended = (await host.EndAsync()).Exits(0);

        run.IsDoneOnce("Left", 3);
        run.IsDoneOnce("Join", 1);
        Assert.DoesNotContain("CANCELLED", ended.Out[ended.Out.IndexOf("Left: 3 done")..]);
        Assert.Contains("CANCELLED (not needed)", (await run.TargetAsync("Status")).Exits(0).Out);
    }

    [Fact]
    public async Task Jobs_that_queue_for_what_was_done_meanwhile_are_taken_back()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2);
        var host = run.Start("--target=One", "--set", "slurm.extra=[--begin=now+600]");
        await run.UntilSubmittedAsync("One");
        (await run.RunAsync("--target=One", "--executor", "local")).Exits(0);

        Assert.Contains("cancelled as not needed", (await host.EndAsync()).Exits(0).Out);
        Assert.Empty(await cluster.SqueueAsync());
    }

    [Fact]
    public async Task A_job_that_has_an_id_of_ours_by_now_is_neither_waited_for_nor_cancelled()
    {
        await cluster.NeedAsync();
        using var run = new ClusterRun(cluster);
        run.Stage("One", 2, UntilGo);
        (await run.RunAsync("--target=One", "--shards", "2", "--detach")).Exits(0);
        await run.UntilRunsAsync(2);
        var job = run.Jobs("One")[0];
        await cluster.CancelAllAsync();
        // Its state lost, a controller gives ids again.
        await cluster.ForgetAsync();
        var before = 0;
        while (before < Number(job) - 1)
            before = Number(await cluster.SubmitAsync("true", "--hold"));
        Assert.Equal(job, await cluster.SubmitAsync("sleep 60", "--array=0-1", "--job-name=x"));

        Assert.Contains("no job of this workspace", (await run.TargetAsync("Cancel")).Exits(0).Out);
        run.Workspace.Write("go", "");
        var again = (await run.RunAsync("--target=One", "--shards", "2")).Exits(0);

        Assert.DoesNotContain("left to job", again.Out);
        run.IsDoneOnce("One", 2);
        Assert.Equal(
            [$"{job}_0", $"{job}_1"],
            (await cluster.SqueueAsync("%i", "--array", $"--jobs={job}")).Order()
        );
    }

    private static int Number(string job) => int.Parse(job, CultureInfo.InvariantCulture);
}
