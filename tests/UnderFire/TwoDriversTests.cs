using Sluice.Tests.Support;

namespace Sluice.Tests.UnderFire;

/// <summary>Two runs of one pipeline in one workspace: promises 3 and 4.</summary>
[Trait("Takes", "long")]
public sealed class TwoDriversTests
{
    [Fact]
    public async Task Two_drivers_of_different_widths_share_the_units()
    {
        using var pipeline = new SlowPipeline();
        // One in every shard's slice, whichever driver comes first: none ends before all have begun.
        pipeline.Hold("d", "e", "f");
        var one = pipeline.Start(2);
        var other = pipeline.Start(3);
        await pipeline.MethodsRunAsync(2);
        await Wait.UntilAsync(() => pipeline.Shards().Count == 5, "five shards");
        pipeline.LetGo();
        (await one.EndAsync()).Exits(0);
        (await other.EndAsync()).Exits(0);
        await pipeline.EndedWellAsync();
    }

    [Fact]
    public async Task A_driver_takes_over_what_a_killed_one_held()
    {
        using var pipeline = new SlowPipeline();
        pipeline.HoldAll();
        var one = pipeline.Start(2);
        var held = await pipeline.MethodsRunAsync(2);
        var other = pipeline.Start(3);
        await Wait.UntilAsync(() => pipeline.Shards().Count == 5, "five shards");
        one.Signal("KILL");
        foreach (var method in held)
            RunningHost.Signal(method.Parent, "KILL");
        await one.EndAsync();
        pipeline.LetGo();
        (await other.EndAsync()).Exits(0);
        await pipeline.EndedWellAsync();
    }

    [Fact]
    public async Task A_shard_that_slept_through_its_claims_expiry_cannot_commit()
    {
        using var pipeline = new SlowPipeline();
        pipeline.Hold("a");
        string[] expiry = ["--set", "run.claim_expiry=5s"];
        var sleeper = pipeline.Start(2, expiry);
        await Wait.UntilAsync(
            () => pipeline.Living().Any(p => p.IsMethod("a")),
            "external method a"
        );
        var shard = pipeline.Living().First(p => p.IsMethod("a")).Parent;
        RunningHost.Signal(shard, "STOP");
        pipeline.LetGo();
        (await pipeline.RunAsync(2, expiry)).Exits(0);
        var before = pipeline.Done();
        RunningHost.Signal(shard, "CONT");
        (await sleeper.EndAsync()).Exits(0);
        Assert.Contains(
            "was silent for too long and its units were taken over",
            string.Concat(
                Directory
                    .EnumerateFiles(pipeline["logs/augment"], "shard_*.log")
                    .Select(File.ReadAllText)
            )
        );
        Assert.Equal(before, pipeline.Done());
        await pipeline.EndedWellAsync();
    }
}
