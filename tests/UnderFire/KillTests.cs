using System.Globalization;
using Sluice.Tests.Support;

namespace Sluice.Tests.UnderFire;

/// <summary>SIGKILL, at any moment, to anyone: promises 1 to 4.</summary>
[Trait("Takes", "long")]
public sealed class KillTests
{
    private static readonly int[] s_widths = [1, 2, 3, 5, 7];
    private static readonly string[] s_victims = ["driver", "shard", "shards", "all", "rival"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Runs_killed_at_random_lose_no_finished_unit_and_end_as_an_undisturbed_one(
        int seed
    )
    {
        using var pipeline = new SlowPipeline();
        var random = new Random(seed);
        var rounds = int.Parse(
            Environment.GetEnvironmentVariable("TEST_ROUNDS") ?? "5",
            CultureInfo.InvariantCulture
        );
        var done = new HashSet<string>();
        for (var round = 1; round <= rounds; round++)
        {
            var victim = s_victims[random.Next(s_victims.Length)];
            var context = $"seed {seed}, round {round}, victim {victim}";
            var driver = pipeline.Start(s_widths[random.Next(s_widths.Length)]);
            var rival = victim == "rival" ? pipeline.Start(2) : null;
            await Task.Delay(random.Next(random.Next(2) == 0 ? 500 : 2500));
            var shards = pipeline.Shards();
            if (victim is not ("shard" or "shards"))
                driver.Signal("KILL");
            if (victim == "shard" && shards.Count > 0)
                RunningHost.Signal(shards[random.Next(shards.Count)].Id, "KILL");
            if (victim is "shards" or "all")
                foreach (var shard in shards)
                    RunningHost.Signal(shard.Id, "KILL");
            var code = (await driver.EndAsync()).ExitCode;
            Assert.True(code is 0 or 1 or 137, $"{context}: exit code {code}");
            if (rival is not null)
                (await rival.EndAsync()).Exits(0);
            Assert.True(done.IsSubsetOf(pipeline.Done()), $"{context}: a record is gone");
            done.UnionWith(pipeline.Done());
        }
        (await pipeline.RunAsync(3)).Exits(0);
        await pipeline.EndedWellAsync($"seed {seed}, {rounds} rounds");
    }

    [Fact]
    public async Task Finished_units_stay_when_a_killed_run_goes_on_with_another_width()
    {
        using var pipeline = new SlowPipeline();
        pipeline.Hold("c", "d");
        var driver = pipeline.Start(2);
        await Wait.UntilAsync(() => pipeline.Done().Count >= 2, "two units done");
        driver.Signal("KILL");
        await driver.EndAsync();
        await pipeline.IsDeadAsync();
        var before = pipeline.Done();
        pipeline.LetGo();
        (await pipeline.RunAsync(5)).Exits(0);
        Assert.Subset(pipeline.Done().ToHashSet(), before.ToHashSet());
        await pipeline.EndedWellAsync();
    }

    [Fact]
    public async Task A_killed_driver_leaves_no_process()
    {
        using var pipeline = new SlowPipeline();
        pipeline.HoldAll();
        var driver = pipeline.Start(2);
        await pipeline.MethodsRunAsync(2);
        driver.Signal("KILL");
        await driver.EndAsync();
        await pipeline.IsDeadAsync();
    }

    [Fact]
    public async Task What_a_killed_shard_ran_is_killed_by_its_driver()
    {
        using var pipeline = new SlowPipeline();
        pipeline.HoldAll();
        var driver = pipeline.Start(2);
        var method = (await pipeline.MethodsRunAsync(2))[0];
        RunningHost.Signal(method.Parent, "KILL");
        await Wait.UntilAsync(
            () => pipeline.Living().All(p => p.Id != method.Id),
            "the end of the shard's external method"
        );
        pipeline.LetGo();
        // The other shard takes over what it held and all that was left of its slice.
        var result = (await driver.EndAsync()).Exits(0);
        Assert.Contains("killed by signal 9", result.Out);
        await pipeline.EndedWellAsync();
    }

    [Fact]
    public async Task What_a_killed_run_left_is_killed_by_the_next()
    {
        using var pipeline = new SlowPipeline();
        pipeline.HoldAll();
        var driver = pipeline.Start(2);
        var methods = await pipeline.MethodsRunAsync(2);
        // Stopped first, so that it does not clean up after its shards.
        driver.Signal("STOP");
        foreach (var shard in pipeline.Shards())
            RunningHost.Signal(shard.Id, "KILL");
        driver.Signal("KILL");
        await driver.EndAsync();
        Assert.Equal(2, pipeline.Living().Count(p => methods.Any(m => m.Id == p.Id)));
        var next = pipeline.Start(2);
        await Wait.UntilAsync(
            () => !pipeline.Living().Any(p => methods.Any(m => m.Id == p.Id)),
            "the end of the external methods of the killed run"
        );
        pipeline.LetGo();
        (await next.EndAsync()).Exits(0);
        await pipeline.EndedWellAsync();
    }
}
