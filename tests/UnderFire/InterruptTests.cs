using System.Diagnostics;
using Sluice.Tests.Support;

namespace Sluice.Tests.UnderFire;

/// <summary>Ctrl-C and SIGTERM: promise 6.</summary>
[Trait("Takes", "long")]
public sealed class InterruptTests
{
    [Theory]
    [InlineData("INT", true)]
    [InlineData("TERM", false)]
    public async Task An_interrupted_run_exits_130_leaves_nothing_half_done_and_can_go_on(
        string signal,
        bool toGroup
    )
    {
        using var pipeline = new SlowPipeline();
        pipeline.Hold("c", "d");
        var driver = pipeline.Start(2);
        await pipeline.MethodsRunAsync(2);
        await Wait.UntilAsync(() => pipeline.Done().Count >= 2, "two units done");
        if (toGroup)
            RunningHost.SignalGroup(driver.Id, signal);
        else
            driver.Signal(signal);
        Assert.Contains("Stopping: what runs has", (await driver.EndAsync()).Exits(130).Error);
        await pipeline.IsQuietAsync();
        pipeline.HasOnlyRecordedOutputs();
        Assert.DoesNotContain(pipeline.Records(), r => r.GetProperty("t").GetString() == "failed");
        var before = pipeline.Done();
        pipeline.LetGo();
        (await pipeline.RunAsync(3)).Exits(0);
        Assert.Subset(pipeline.Done().ToHashSet(), before.ToHashSet());
        await pipeline.EndedWellAsync();
    }

    [Fact]
    public async Task A_second_interrupt_ends_the_driver_at_once()
    {
        using var pipeline = new SlowPipeline();
        pipeline.HoldAll();
        var driver = pipeline.Start(2, "--set", "run.grace=10m");
        await pipeline.MethodsRunAsync(2);
        // A shard that is stopped cannot heed the first.
        var shards = pipeline.Shards();
        foreach (var shard in shards)
            RunningHost.Signal(shard.Id, "STOP");
        driver.Signal("INT");
        await Task.Delay(500);
        Assert.False(driver.HasEnded);
        driver.Signal("INT");
        (await driver.EndAsync()).Exits(130);
        foreach (var shard in shards)
            RunningHost.Signal(shard.Id, "CONT");
        await pipeline.IsDeadAsync();
        pipeline.LetGo();
        (await pipeline.RunAsync(2)).Exits(0);
        await pipeline.EndedWellAsync();
    }

    [Fact]
    public async Task Dotnet_cake_passes_SIGTERM_on_and_keeps_the_exit_code()
    {
        using var pipeline = new SlowPipeline();
        pipeline.HoldAll();
        var info = new ProcessStartInfo(
            "dotnet",
            ["cake", "--workspace", pipeline.Root, "--shards", "2"]
        )
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using (
            var restore = Process.Start(
                new ProcessStartInfo("dotnet", ["tool", "restore"])
                {
                    WorkingDirectory = Repository.Root,
                    RedirectStandardOutput = true,
                }
            )!
        )
            await restore.WaitForExitAsync();
        var cake = new RunningHost(Process.Start(info)!);
        await pipeline.MethodsRunAsync(2);
        cake.Signal("TERM");
        (await cake.EndAsync()).Exits(130);
        await pipeline.IsQuietAsync();
    }
}
