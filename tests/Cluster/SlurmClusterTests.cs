using System.Diagnostics;
using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>What tests of executors rely on: the testbed does what a cluster does.</summary>
[Collection("slurm")]
[Trait("Takes", "long")]
public sealed class SlurmClusterTests(SlurmCluster cluster)
{
    [Fact]
    public async Task A_job_runs_on_each_node_with_GPUs_of_its_own()
    {
        await cluster.NeedAsync();
        using var workspace = new Workspace();
        foreach (var node in (string[])["node0", "node1", "node2"])
        foreach (var gpus in (string[])["1", "2"])
        {
            var file = workspace[$"{node} {gpus}"];
            var job = workspace.Write(
                "job.sh",
                $"#!/bin/sh\n#SBATCH --output=\"{file}\"\necho $SLURMD_NODENAME $CUDA_VISIBLE_DEVICES\n"
            );
            (
                await cluster.RunAsync("sbatch", "--wait", "-w", node, $"--gres=gpu:{gpus}", job)
            ).Exits(0);
            Assert.Equal(
                gpus == "1" ? $"{node} 0\n" : $"{node} 0,1\n",
                await File.ReadAllTextAsync(file)
            );
        }
    }

    [Fact]
    public async Task A_requeued_job_runs_again_within_seconds()
    {
        await cluster.NeedAsync();
        var job = await cluster.SubmitAsync("sleep 300");
        await cluster.UntilAsync(job, "RUNNING");

        var clock = Stopwatch.StartNew();
        (await cluster.RunAsync("scontrol", "requeue", job)).Exits(0);
        await cluster.UntilAsync(job, "PENDING");
        await cluster.UntilAsync(job, "RUNNING");
        // 121 s as Slurm comes.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_job_of_a_node_that_fails_runs_again_on_another()
    {
        await cluster.NeedAsync();
        var job = await cluster.SubmitAsync("sleep 300");
        var first = await cluster.UntilAsync(job, "RUNNING");

        await cluster.NodeFailAsync(first[^1] - '0');
        await cluster.UntilAsync(job, "PENDING");
        Assert.NotEqual(first, await cluster.UntilAsync(job, "RUNNING"));
    }

    [Fact]
    public async Task A_partition_of_higher_tier_takes_the_nodes_of_low_and_not_of_main()
    {
        await cluster.NeedAsync();
        string[] all = ["-N3", "--exclusive"];
        var low = await cluster.SubmitAsync("sleep 300", [.. all, "-p", "low"]);
        await cluster.UntilAsync(low, "RUNNING");
        var high = await cluster.SubmitAsync("sleep 300", [.. all, "-p", "high"]);
        await cluster.UntilAsync(high, "RUNNING");
        await cluster.UntilAsync(low, "PENDING");
        await cluster.CancelAllAsync();

        var main = await cluster.SubmitAsync("sleep 300", all);
        await cluster.UntilAsync(main, "RUNNING");
        var waits = await cluster.SubmitAsync("sleep 300", [.. all, "-p", "high"]);
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.Equal(
            [$"{main} RUNNING", $"{waits} PENDING"],
            (await cluster.SqueueAsync("%i %T")).Order()
        );
    }

    [Fact]
    public async Task Jobs_outlive_the_controller()
    {
        await cluster.NeedAsync();
        var job = await cluster.SubmitAsync("sleep 300");
        var node = await cluster.UntilAsync(job, "RUNNING");
        await cluster.StopControllerAsync();
        await cluster.StartControllerAsync();
        Assert.Equal([$"{job} RUNNING {node}"], await cluster.SqueueAsync());
    }
}
