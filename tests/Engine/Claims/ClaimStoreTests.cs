using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Processes;
using Sluice.Engine.Upkeep;
using Sluice.Tests.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Claims;

/// <summary>A unit has one holder, and only while that lives.</summary>
[Trait("Takes", "long")]
public sealed class ClaimStoreTests : IDisposable
{
    private static readonly int Block = ClaimStore.BlockOf("unit");

    private readonly Workspace _workspace = new();
    private readonly List<Heartbeat> _living = [];

    private StagePaths Paths => new(_workspace["out"], "Stage");

    private ClaimStore Store => new(Paths, TimeSpan.FromSeconds(30));

    [Fact]
    public void A_claim_is_exclusive_until_released()
    {
        var (one, two) = (Live("one"), Live("two"));
        var claim = Store.TryClaim("unit", one);
        Assert.NotNull(claim);
        Assert.Null(Store.TryClaim("unit", two));
        Assert.Null(Store.TryClaim("unit", one));
        Assert.Equal("one", Store.HolderOf("unit"));
        Assert.NotNull(Store.TryClaim("other unit", two));

        claim.Release();

        Assert.Null(Store.HolderOf("unit"));
        Assert.NotNull(Store.TryClaim("unit", two));
    }

    [Fact]
    public void A_released_claim_leaves_nothing_behind()
    {
        var (one, two) = (Live("one"), Live("two"));
        var claim = Store.TryClaim("unit", one)!;
        Assert.Null(Store.TryClaim("unit", two));
        claim.Release();
        claim.Release();
        Store.TryClaimBlock(Block, two)!.Release();
        one.Dispose();
        two.Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(Paths.Claims));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Paths.Staging));
    }

    [Fact]
    public void A_block_and_its_units_exclude_each_other()
    {
        var (one, two) = (Live("one"), Live("two"));
        var unit = Store.TryClaim("unit", one)!;
        Assert.Null(Store.TryClaimBlock(Block, two));
        Assert.NotNull(Store.TryClaimBlock((Block + 1) % ClaimStore.Blocks, two));
        unit.Release();

        var block = Store.TryClaimBlock(Block, two)!;
        Assert.Null(Store.TryClaim("unit", one));
        Assert.Null(Store.TryClaimBlock(Block, one));
        Assert.Equal("two", Store.HolderOf("unit"));
        block.Release();

        Assert.NotNull(Store.TryClaim("unit", one));
    }

    [Fact]
    public void A_narrowed_block_holds_its_unit_and_leaves_the_others()
    {
        var (one, two) = (Live("one"), Live("two"));
        var neighbour = Enumerable
            .Range(0, 100_000)
            .Select(i => $"n{i}")
            .First(key => ClaimStore.BlockOf(key) == Block);
        var unit = Store.TryClaimBlock(Block, one)!.NarrowTo("unit");

        Assert.Null(Store.TryClaim("unit", two));
        var other = Store.TryClaim(neighbour, two);
        Assert.NotNull(other);
        unit.Release();
        Assert.NotNull(Store.TryClaim("unit", two));
        Assert.Null(Store.TryClaim(neighbour, one));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_many_contenders_one_at_a_time_holds_the_unit(bool someTakeTheBlock)
    {
        const int workers = 8;
        var fences = Enumerable.Range(0, workers).Select(i => Live($"w{i}")).ToList();
        var holders = 0;
        var wins = 0;
        var clashes = 0;
        Parallel.For(
            0,
            workers,
            new ParallelOptions { MaxDegreeOfParallelism = workers },
            i =>
            {
                var store = Store;
                for (var round = 0; round < 150; round++)
                {
                    var unit =
                        someTakeTheBlock && i % 2 == 0 ? null : store.TryClaim("unit", fences[i]);
                    var block =
                        someTakeTheBlock && i % 2 == 0
                            ? store.TryClaimBlock(Block, fences[i])
                            : null;
                    if (unit is null && block is null)
                        continue;
                    if (Interlocked.Increment(ref holders) != 1)
                        Interlocked.Increment(ref clashes);
                    if (round % 3 == 0 && block?.NarrowTo("unit") is { } narrowed)
                        (unit, block) = (narrowed, null);
                    Interlocked.Increment(ref wins);
                    Interlocked.Decrement(ref holders);
                    unit?.Release();
                    block?.Release();
                }
            }
        );

        Assert.Equal(0, clashes);
        Assert.True(wins >= 1);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Paths.Claims));
    }

    [Fact]
    public void A_dead_workers_claim_is_taken_over_at_once_and_its_fence_with_it()
    {
        var dead = Dead("dead");
        var next = Live("next");
        Store.TryClaim("unit", dead);
        Store.TryClaimBlock((Block + 1) % ClaimStore.Blocks, dead);

        Assert.NotNull(Store.TryClaim("unit", next));
        Assert.NotNull(Store.TryClaimBlock((Block + 1) % ClaimStore.Blocks, next));
        Assert.False(dead.IsHeld);
        Assert.True(next.IsHeld);
    }

    [Fact]
    public void Of_many_contenders_for_a_dead_claim_exactly_one_wins()
    {
        const int workers = 6;
        var fences = Enumerable.Range(0, workers).Select(i => Live($"w{i}")).ToList();
        for (var round = 0; round < 40; round++)
        {
            var dead = Dead($"dead{round}");
            if (round % 2 == 0)
                Store.TryClaim("unit", dead);
            else
                Store.TryClaimBlock(Block, dead);
            var claims = new UnitClaim?[workers];
            Parallel.For(
                0,
                workers,
                new ParallelOptions { MaxDegreeOfParallelism = workers },
                i =>
                {
                    claims[i] = Store.TryClaim("unit", fences[i]);
                    // A run that starts meanwhile sweeps; it must disturb nobody.
                    Store.Sweep();
                }
            );

            Assert.Single(claims, c => c is not null)!.Release();
            Assert.All(fences, f => Assert.True(f.IsHeld));
        }
    }

    [Fact]
    public async Task A_silent_worker_of_another_machine_keeps_its_claim_until_silence_is_sure()
    {
        var next = Live("next");
        var foreign = Foreign("foreign", TimeSpan.FromHours(1));
        Store.TryClaim("unit", foreign);
        var store = Store;

        // A clock that jumped looks the same for a moment: one look is not enough.
        Assert.Null(store.TryClaim("unit", next));
        await Wait.UntilAsync(() => store.TryClaim("unit", next) is not null, "the takeover");
        Assert.False(foreign.IsHeld);
    }

    [Fact]
    public async Task A_worker_of_another_machine_that_was_heard_of_lately_keeps_its_claim()
    {
        var next = Live("next");
        var foreign = Foreign("foreign", TimeSpan.FromSeconds(1));
        Store.TryClaim("unit", foreign);
        var store = Store;

        Assert.Null(store.TryClaim("unit", next));
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        Assert.Null(store.TryClaim("unit", next));
        Assert.True(foreign.IsHeld);
    }

    [Fact]
    public void A_worker_that_lost_its_fence_claims_nothing_and_releases_nothing_of_others()
    {
        var dead = Dead("dead");
        var next = Live("next");
        var lost = Store.TryClaim("unit", dead)!;
        var claim = Store.TryClaim("unit", next)!;

        Assert.Throws<FenceLost>(() => Store.TryClaim("other unit", dead));
        // As a command does that makes the directories of its output itself.
        Directory.CreateDirectory(dead.Slot(0));
        Assert.False(dead.IsHeld);
        lost.Release();
        Assert.Equal("next", Store.HolderOf("unit"));

        claim.Release();
        Assert.Null(Store.HolderOf("unit"));
    }

    [Fact]
    public async Task What_a_dead_worker_left_running_is_killed_at_takeover()
    {
        var dead = Dead("dead");
        var next = Live("next");
        Store.TryClaim("unit", dead);
        var orphan = RunningProcess.Start(
            new CommandLine
            {
                Arguments = ["sh", "-c", "sleep 600 & wait"],
                Environment = new Dictionary<string, string> { ["SLUICEWORKER"] = "dead" },
                LogFile = _workspace["log"],
            }
        );

        await Wait.UntilAsync(
            () =>
            {
                Store.TryClaim("unit", next)?.Release();
                return orphan.Exit.IsCompleted;
            },
            "the orphan's end"
        );

        Assert.Equal(new ProcessEnd(128 + 9, 9), await orphan.Exit);
    }

    [Fact]
    public void A_sweep_removes_what_dead_workers_left_and_nothing_of_living_ones()
    {
        var dead = Dead("dead");
        var alive = Live("alive");
        Store.TryClaim("a", dead);
        var held = Store.TryClaim("b", alive)!;
        Directory.CreateDirectory(Path.Combine(Paths.Staging, ".taken-half"));

        Store.Sweep();
        var workers = new WorkerSweep(Paths, Store);
        workers.StatusFiles();

        Assert.Equal("alive", Store.HolderOf("b"));
        Assert.Single(Directory.EnumerateFileSystemEntries(Paths.Claims));
        Assert.Single(Directory.EnumerateFileSystemEntries(Paths.Staging));
        Assert.Equal("alive", Assert.Single(workers.Living()).Worker.Id);
        held.Release();
    }

    public void Dispose()
    {
        foreach (var heartbeat in _living)
            heartbeat.Dispose();
        _workspace.Dispose();
    }

    private Fence Live(string id)
    {
        _living.Add(FakeWorkers.Living(Paths, id));
        return Fence.Raise(Paths, id);
    }

    private Fence Dead(string id)
    {
        FakeWorkers.Dead(Paths, id);
        return Fence.Raise(Paths, id);
    }

    private Fence Foreign(string id, TimeSpan silence)
    {
        FakeWorkers.Foreign(Paths, id, silence);
        return Fence.Raise(Paths, id);
    }
}
