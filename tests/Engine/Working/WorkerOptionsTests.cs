using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Working;

/// <summary>How a shard in a cluster's job differs: its time ends, its attempts count, and it does not wait for ever.</summary>
[Trait("Takes", "long")]
public sealed class WorkerOptionsTests : IDisposable
{
    private readonly TestStage _stage = new();
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _timeUp = new();
    private long _lifeBegan;
    private readonly List<string> _begun = [];

    [Fact]
    public async Task After_the_warning_nothing_is_begun_and_what_runs_is_finished()
    {
        Do(
            async (unit, cancellation) =>
            {
                await _drain.CancelAsync();
                Assert.False(cancellation.IsCancellationRequested);
            }
        );

        var (exitCode, left) = await RunAsync(new() { Drain = _drain.Token });

        Assert.Equal((ExitCode.Done, 2), (exitCode, left));
        Assert.Equal(["a"], _begun);
        Assert.NotNull(_stage.Ledger.Done("a"));
        Assert.Equal(["b: never ran", "c: never ran"], _stage.Stale());
        Assert.Contains("No more units are begun", _stage.Log.ToString());
        AssertNothingHeld();
    }

    [Fact]
    public async Task Warned_before_it_begins_it_does_nothing()
    {
        await _drain.CancelAsync();

        Assert.Equal((ExitCode.Done, 3), await RunAsync(new() { Drain = _drain.Token }));
    }

    [Fact]
    public async Task A_retry_that_waits_is_left_too()
    {
        Limit(l => l with { Retries = 3, Backoff = TimeSpan.FromMinutes(10) });
        Do(
            async (_, _) =>
            {
                await _drain.CancelAsync();
                throw new UnitFailure("not yet");
            }
        );

        Assert.Equal((ExitCode.Done, 3), await RunAsync(new() { Drain = _drain.Token }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_time_is_up_a_unit_that_began_late_in_its_life_is_given_back(
        bool failsOfItself
    )
    {
        var plan = _stage.Plan();
        Do(
            async (unit, cancellation) =>
            {
                if (unit.Unit.Key == "a")
                {
                    // More than a tenth of this life.
                    await Task.Delay(400, cancellation);
                    return;
                }
                await Wait.UntilAsync(
                    () => WorkerStatus.ReadAll(plan).Any(status => status.Done == 1),
                    "the first unit's end"
                );
                await EndOfTimeAsync(cancellation, failsOfItself, beganLate: true);
            }
        );

        var (exitCode, left) = await RunAsync(TimeUp(), plan);

        Assert.Equal((ExitCode.Done, 2), (exitCode, left));
        Assert.Equal(["a", "b"], _begun);
        Assert.Null(_stage.Ledger.Failed("b"));
        AssertNothingHeld();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_unit_that_had_all_the_time_for_itself_has_failed(bool failsOfItself)
    {
        Do((_, cancellation) => EndOfTimeAsync(cancellation, failsOfItself));

        var (exitCode, left) = await RunAsync(TimeUp());

        Assert.Equal((ExitCode.UnitFailed, 2), (exitCode, left));
        Assert.Equal(["a"], _begun);
        var failed = _stage.Ledger.Failed("a")!;
        Assert.Equal((124, 1), (failed.ExitCode, failed.Attempt));
        Assert.StartsWith("stopped at the job's time limit of 00:30:00 after", failed.Error);
        Assert.EndsWith("raise slurm.time", failed.Error);
        AssertNothingHeld();
    }

    [Fact]
    public async Task With_tries_left_it_is_tried_again_in_the_next_life_and_fails_for_good_then()
    {
        Limit(l => l with { Retries = 1, Backoff = TimeSpan.Zero });
        var plan = _stage.Plan();
        Do((_, cancellation) => EndOfTimeAsync(cancellation, failsOfItself: false));

        Assert.Equal((ExitCode.Done, 3), await RunAsync(TimeUp(), plan));
        using var next = new CancellationTokenSource();
        Do(
            async (_, cancellation) =>
            {
                await Task.Delay(1500, CancellationToken.None);
                await next.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        );
        Assert.Equal(
            (ExitCode.UnitFailed, 2),
            await RunAsync(TimeUp() with { TimeUp = next.Token }, plan)
        );

        Assert.Equal(["a", "a"], _begun);
        Assert.Equal(2, _stage.Ledger.Failed("a")!.Attempt);
    }

    [Fact]
    public async Task A_stop_is_no_time_limit()
    {
        using var stop = new CancellationTokenSource();
        Do(
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                await _timeUp.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        );

        var (exitCode, _) = await RunAsync(TimeUp(), stop: stop.Token);

        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Null(_stage.Ledger.Failed("a"));
    }

    [Fact]
    public async Task What_failed_for_good_in_one_attempt_has_as_many_tries_in_the_next()
    {
        Limit(l => l with { Retries = 1, Backoff = TimeSpan.Zero });
        var plan = _stage.Plan();
        Do(
            (unit, _) =>
                unit.Unit.Key == "b" && unit.Attempt < 4
                    ? throw new UnitFailure("not yet")
                    : Task.CompletedTask
        );

        Assert.Equal((ExitCode.UnitFailed, 0), await RunAsync(new(), plan));
        Assert.Equal(2, _stage.Ledger.Failed("b")!.Attempt);
        // The same attempt leaves it alone.
        Assert.Equal((ExitCode.Done, 0), await RunAsync(new(), plan));
        Assert.Equal(2, _begun.Count(key => key == "b"));

        Assert.Equal((ExitCode.Done, 0), await RunAsync(new() { Attempt = 2 }, plan));

        Assert.Equal(4, _stage.Ledger.Done("b")!.Attempt);
        Assert.Equal(4, _begun.Count(key => key == "b"));
        Assert.Single(_begun, key => key == "a");
    }

    [Fact]
    public async Task Only_what_others_hold_being_left_it_ends_instead_of_keeping_its_node()
    {
        Limit(l => l with { ClaimExpiry = TimeSpan.FromSeconds(3) });
        Do((_, _) => Task.CompletedTask);
        using var other = FakeWorkers.Living(_stage.Stage.Paths, "other");
        using var fence = Fence.Raise(_stage.Stage.Paths, "other");
        var claim = _stage.Claims.TryClaim("b", fence)!;

        var (exitCode, left) = await RunAsync(new() { LeavesHeld = true })
            .WaitAsync(TimeSpan.FromSeconds(50));

        Assert.Equal((ExitCode.Done, 1), (exitCode, left));
        Assert.Equal(["a", "c"], _begun);
        Assert.True(fence.IsHeld);
        claim.Release();
    }

    [Fact]
    public async Task What_a_dead_one_holds_it_takes_over()
    {
        Do((_, _) => Task.CompletedTask);
        FakeWorkers.Dead(_stage.Stage.Paths, "other");
        using var fence = Fence.Raise(_stage.Stage.Paths, "other");
        Assert.NotNull(_stage.Claims.TryClaim("b", fence));

        Assert.Equal((ExitCode.Done, 0), await RunAsync(new() { LeavesHeld = true }));
        Assert.Equal(3, _stage.Ledger.AllDone.Count);
    }

    [Fact]
    public async Task An_earlier_life_on_another_node_is_dead_although_it_was_heard_of_just_now()
    {
        Do((_, _) => Task.CompletedTask);
        FakeWorkers.Foreign(_stage.Stage.Paths, "other", TimeSpan.Zero);
        using var fence = Fence.Raise(_stage.Stage.Paths, "other");
        Assert.NotNull(_stage.Claims.TryClaim("b", fence));
        // To anybody else it lives.
        Assert.Null(Claimed(_ => false));
        Assert.Null(Claimed(status => status.Worker.Id == "somebody"));

        Assert.Equal(
            (ExitCode.Done, 0),
            // Long before its silence would count.
            await RunAsync(new() { IsEarlierSelf = status => status.Worker.Id == "other" })
                .WaitAsync(TimeSpan.FromSeconds(30))
        );
        Assert.False(fence.IsHeld);
    }

    public void Dispose()
    {
        _drain.Dispose();
        _timeUp.Dispose();
        _stage.Dispose();
    }

    private UnitClaim? Claimed(Func<WorkerStatus, bool> isDead)
    {
        var name = $"me {Guid.NewGuid()}";
        using var me = FakeWorkers.Living(_stage.Stage.Paths, name);
        using var fence = Fence.Raise(_stage.Stage.Paths, name);
        return new ClaimStore(_stage.Stage.Paths, _stage.Stage.Limits.ClaimExpiry, isDead).TryClaim(
            "b",
            fence
        );
    }

    private WorkerOptions TimeUp() =>
        new()
        {
            TimeUp = _timeUp.Token,
            LifeBegan = _lifeBegan = TimeProvider.System.GetTimestamp(),
            TimeLimit = " of 00:30:00",
        };

    private async Task EndOfTimeAsync(
        CancellationToken cancellation,
        bool failsOfItself,
        bool beganLate = false
    )
    {
        // However slow this machine is, what came before the unit is less than a tenth of the life, or more.
        var before = TimeProvider.System.GetElapsedTime(_lifeBegan);
        await Task.Delay(
            beganLate ? TimeSpan.FromMilliseconds(100) : 20 * before,
            CancellationToken.None
        );
        await _timeUp.CancelAsync();
        if (failsOfItself)
            throw new IOException("broken pipe");
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    private async Task<(int ExitCode, int Left)> RunAsync(
        WorkerOptions options,
        Plan? plan = null,
        CancellationToken stop = default
    )
    {
        var loop = new WorkerLoop(
            plan ?? _stage.Plan(),
            new Shard(0, 1),
            new WorkerRegistry().Add("copy", () => _stage.Worker),
            TextWriter.Synchronized(_stage.Log),
            TimeProvider.System
        )
        {
            Options = options,
        };
        return (await loop.RunAsync(stop), loop.Left);
    }

    private void AssertNothingHeld() =>
        Assert.Empty(Directory.EnumerateFileSystemEntries(_stage.Stage.Paths.Claims));

    private void Limit(Func<RunLimits, RunLimits> change) =>
        _stage.Stage = _stage.Stage with { Limits = change(_stage.Stage.Limits) };

    private void Do(Func<UnitContext, CancellationToken, Task> run) =>
        _stage.Worker = new DelegateWorker(
            async (unit, cancellation) =>
            {
                _begun.Add(unit.Unit.Key);
                await run(unit, cancellation);
                await File.WriteAllTextAsync(unit.Output(0), unit.Unit.Key, cancellation);
            }
        );
}
