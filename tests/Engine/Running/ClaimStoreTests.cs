using Sluice.Engine.Graph;
using Sluice.Engine.Processes;
using Sluice.Engine.Running;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Running;

/// <summary>A unit has one holder, and only while that lives.</summary>
public sealed class ClaimStoreTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly List<Heartbeat> _living = [];

    private StagePaths Paths => new(_workspace["out"], "Stage");

    private ClaimStore Store => new(Paths, TimeSpan.FromSeconds(30));

    [Fact]
    public void A_claim_is_exclusive_until_released()
    {
        Live("one", "two");
        var claim = Store.TryAcquire("unit", "one");
        Assert.True(claim!.IsHeld);
        Assert.Null(Store.TryAcquire("unit", "two"));
        Assert.Equal("one", Store.HolderOfUnit("unit"));
        Assert.NotNull(Store.TryAcquire("other unit", "two"));

        claim.Release();

        Assert.False(claim.IsHeld);
        Assert.True(Store.TryAcquire("unit", "two")!.IsHeld);
    }

    [Fact]
    public void A_released_claim_leaves_nothing_behind()
    {
        Live("one", "two");
        var claim = Store.TryAcquire("unit", "one")!;
        File.WriteAllText(Path.Combine(claim.Staging, "half"), "x");
        Assert.Null(Store.TryAcquire("unit", "two"));
        claim.Release();
        claim.Release();

        Assert.Empty(Directory.EnumerateFileSystemEntries(Paths.Claims));
    }

    [Fact]
    public void Of_many_contenders_one_at_a_time_holds_the_claim()
    {
        const int workers = 8;
        Live([.. Enumerable.Range(0, workers).Select(i => $"w{i}")]);
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
                    if (store.TryAcquire("unit", $"w{i}") is not { } claim)
                        continue;
                    if (Interlocked.Increment(ref holders) != 1 || !claim.IsHeld)
                        Interlocked.Increment(ref clashes);
                    Interlocked.Increment(ref wins);
                    Interlocked.Decrement(ref holders);
                    claim.Release();
                }
            }
        );

        Assert.Equal(0, clashes);
        Assert.True(wins >= 1);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Paths.Claims));
    }

    [Fact]
    public void A_dead_workers_claim_is_taken_over_at_once()
    {
        FakeWorkers.Dead(Paths, "dead");
        Live("next");
        var lost = Store.TryAcquire("unit", "dead")!;

        var claim = Store.TryAcquire("unit", "next");

        Assert.True(claim!.IsHeld);
        Assert.False(lost.IsHeld);
    }

    [Fact]
    public void Of_many_contenders_for_a_dead_claim_exactly_one_wins()
    {
        const int workers = 6;
        Live([.. Enumerable.Range(0, workers).Select(i => $"w{i}")]);
        for (var round = 0; round < 40; round++)
        {
            var dead = $"dead{round}";
            FakeWorkers.Dead(Paths, dead);
            Store.TryAcquire("unit", dead);
            var claims = new Claim?[workers];
            Parallel.For(
                0,
                workers,
                new ParallelOptions { MaxDegreeOfParallelism = workers },
                i =>
                {
                    claims[i] = Store.TryAcquire("unit", $"w{i}");
                    // A run that starts meanwhile sweeps; it must disturb nobody.
                    Store.SweepClaims();
                }
            );

            var winner = Assert.Single(claims, c => c is not null);
            Assert.True(winner!.IsHeld);
            winner.Release();
        }
    }

    [Fact]
    public async Task A_silent_worker_of_another_machine_keeps_its_claim_until_silence_is_sure()
    {
        Live("next");
        FakeWorkers.Foreign(Paths, "foreign", TimeSpan.FromHours(1));
        var lost = Store.TryAcquire("unit", "foreign")!;
        var store = Store;

        // A clock that jumped looks the same for a moment: one look is not enough.
        Assert.Null(store.TryAcquire("unit", "next"));
        Claim? claim = null;
        await Wait.UntilAsync(
            () => (claim = store.TryAcquire("unit", "next")) is not null,
            "the takeover"
        );
        Assert.True(claim!.IsHeld);
        Assert.False(lost.IsHeld);
    }

    [Fact]
    public async Task A_worker_of_another_machine_that_was_heard_of_lately_keeps_its_claim()
    {
        Live("next");
        FakeWorkers.Foreign(Paths, "foreign", TimeSpan.FromSeconds(1));
        var held = Store.TryAcquire("unit", "foreign")!;
        var store = Store;

        Assert.Null(store.TryAcquire("unit", "next"));
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        Assert.Null(store.TryAcquire("unit", "next"));
        Assert.True(held.IsHeld);
    }

    [Fact]
    public void A_lost_claim_can_neither_be_staged_in_nor_made_again()
    {
        FakeWorkers.Dead(Paths, "dead");
        Live("next");
        var lost = Store.TryAcquire("unit", "dead")!;
        var claim = Store.TryAcquire("unit", "next")!;

        Assert.Throws<IOException>(lost.ResetStaging);
        // As a command does that makes the directories of its output itself.
        Directory.CreateDirectory(lost.Staging);
        Assert.False(lost.IsHeld);
        lost.Release();
        Assert.True(claim.IsHeld);

        claim.Release();
        Assert.True(Store.TryAcquire("unit", "next")!.IsHeld);
    }

    [Fact]
    public async Task The_process_of_a_dead_worker_is_killed_at_takeover()
    {
        FakeWorkers.Dead(Paths, "dead");
        Live("next");
        var lost = Store.TryAcquire("unit", "dead")!;
        var orphan = RunningProcess.Start(
            new CommandLine { Arguments = ["sleep", "600"], LogFile = _workspace["log"] }
        );
        lost.Note(orphan);

        Store.TryAcquire("unit", "next");

        Assert.Equal(128 + 9, await orphan.Exit);
    }

    [Fact]
    public void A_sweep_removes_what_dead_workers_left_and_nothing_of_living_ones()
    {
        FakeWorkers.Dead(Paths, "dead");
        Live("alive");
        Store.TryAcquire("a", "dead");
        var held = Store.TryAcquire("b", "alive")!;
        Directory.CreateDirectory(Path.Combine(Paths.Claims, ".taken-half"));

        Store.SweepClaims();
        Store.SweepWorkers();

        Assert.True(held.IsHeld);
        Assert.Single(Directory.EnumerateFileSystemEntries(Paths.Claims));
        Assert.Equal("alive", Assert.Single(Store.Living()).Worker.Id);
    }

    public void Dispose()
    {
        foreach (var heartbeat in _living)
            heartbeat.Dispose();
        _workspace.Dispose();
    }

    private void Live(params string[] ids) =>
        _living.AddRange(ids.Select(id => FakeWorkers.Living(Paths, id)));
}
