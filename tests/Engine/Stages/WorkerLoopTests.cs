using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Working;
using Sluice.Tests.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Stages;

/// <summary>A shard's units run in its slots, and what happens to one does not happen to others.</summary>
public sealed class WorkerLoopTests : IDisposable
{
    private readonly TestStage _stage = new();
    private readonly Lock _gate = new();
    private int _running;
    private int _most;

    [Fact]
    public async Task Units_fill_the_slots_and_no_more()
    {
        const int slots = 3;
        using var full = new SemaphoreSlim(0);
        Limit(l => l with { Slots = slots });
        Units(9);
        _stage.Worker = Counting(async unit =>
        {
            // The first ones end only when all slots are taken.
            if (unit.Unit.Key is "0" or "1" or "2")
            {
                if (Volatile.Read(ref _running) == slots)
                    full.Release(slots);
                await full.WaitAsync();
            }
        });

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());
        Assert.Equal(slots, _most);
    }

    [Fact]
    public async Task Exclusive_units_run_one_at_a_time()
    {
        Limit(l => l with { Slots = 4 });
        Units(8);
        _stage.Stage = _stage.Stage with
        {
            Units = [.. _stage.Stage.Units.Select(u => u with { Exclusive = true })],
        };
        _stage.Worker = Counting(_ => Task.Delay(5));

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());
        Assert.Equal(1, _most);
    }

    [Theory]
    [InlineData("")]
    [InlineData("staging")]
    public async Task A_unit_that_removes_the_stages_state_ends_the_shard(string part)
    {
        var state = Path.Combine(_stage.Stage.Paths.Root, part);
        Units(2);
        Directory.CreateDirectory(_stage.Stage.Paths.Plans);
        _stage.Worker = Counting(_ =>
        {
            if (Directory.Exists(state))
                Directory.Delete(state, recursive: true);
            return Task.CompletedTask;
        });

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());
    }

    [Fact]
    public async Task A_failure_does_not_stop_the_others()
    {
        _stage.Worker = Failing("a");

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());
        Assert.Equal(["a: failed: it is a"], _stage.Stale());
        Assert.Contains("a: failed: it is a", _stage.Log.ToString());
    }

    [Fact]
    public async Task What_the_system_refuses_fails_with_its_reason_and_no_stack_trace()
    {
        _stage.Worker = Counting(_ => throw new UnauthorizedAccessException("in.csv: denied"));

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());
        Assert.Equal("in.csv: denied", _stage.Ledger.Failed("a")!.Error);
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_written_ends_the_shard_and_says_what_it_means()
    {
        _stage.Workspace.Write("out/.sluice/Copy/ledger", "in the way");

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync(_stage.Plan()));
        Assert.Contains("what is not recorded will be done again", _stage.Log.ToString());
    }

    [Fact]
    public async Task Failing_fast_starts_no_further_unit()
    {
        Limit(l => l with { FailFast = true });
        _stage.Worker = Failing("a");

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());
        Assert.Equal(["a: failed: it is a", "b: never ran", "c: never ran"], _stage.Stale());
    }

    [Fact]
    public async Task A_unit_that_another_worker_holds_is_awaited()
    {
        using var other = FakeWorkers.Living(_stage.Stage.Paths, "other");
        using var fence = Fence.Raise(_stage.Stage.Paths, "other");
        var claim = _stage.Claims.TryClaim("b", fence)!;
        var run = _stage.RunAsync();
        await Wait.UntilAsync(() => _stage.Ledger.Done("c") is not null, "the end of unit c");
        Assert.False(run.IsCompleted);

        claim.Release();

        Assert.Equal(ExitCode.Done, await run);
        Assert.NotNull(_stage.Ledger.Done("b"));
    }

    [Fact]
    public async Task A_unit_done_since_the_plan_was_made_is_not_done_again()
    {
        var plan = _stage.Plan();
        await _stage.RunAsync(plan);
        var before = _stage.Ledger.AllDone.Select(d => d.Id).ToList();

        Assert.Equal(ExitCode.Done, await _stage.RunAsync(plan));
        Assert.Equal(before, _stage.Ledger.AllDone.Select(d => d.Id));
    }

    [Fact]
    public async Task Two_widths_at_once_do_each_unit_once()
    {
        Units(40);
        var plan = _stage.Plan();
        var times = 0;
        _stage.Worker = Counting(_ =>
        {
            Interlocked.Increment(ref times);
            return Task.CompletedTask;
        });
        Shard[] shards = [new(0, 2), new(1, 2), new(0, 3), new(1, 3), new(2, 3)];

        var exits = await Task.WhenAll(
            shards.Select(shard => Task.Run(() => _stage.RunAsync(plan, shard)))
        );

        Assert.All(exits, exit => Assert.Equal(ExitCode.Done, exit));
        Assert.Equal(40, times);
        Assert.Empty(_stage.Stale());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_stage.Stage.Paths.Claims));
    }

    [Fact]
    public async Task Retries_are_numbered_in_the_ledger_and_back_off()
    {
        Limit(l => l with { Retries = 3, Backoff = TimeSpan.FromMilliseconds(1) });
        var tries = 0;
        _stage.Worker = Counting(unit =>
            unit.Unit.Key == "a" && ++tries < 3
                ? throw new UnitFailure("not yet", 9)
                : Task.CompletedTask
        );

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());
        Assert.Equal(3, _stage.Ledger.Done("a")!.Attempt);
        Assert.Equal(2, _stage.Ledger.Failed("a")!.Attempt);
        Assert.Equal(9, _stage.Ledger.Failed("a")!.ExitCode);
        Assert.Contains("a: retry 2 of 3 in 0", _stage.Log.ToString());
    }

    [Fact]
    public async Task What_an_earlier_try_staged_is_gone_for_the_next()
    {
        Limit(l => l with { Retries = 1, Backoff = TimeSpan.Zero });
        var found = new List<bool>();
        _stage.Stage = _stage.Stage with { Units = [_stage.Copying("a")] };
        _stage.Worker = new DelegateWorker(
            (unit, _) =>
            {
                found.Add(File.Exists(unit.Output(0)));
                File.WriteAllText(unit.Output(0), "half");
                throw new UnitFailure("no");
            }
        );
        await _stage.RunAsync();

        Assert.Equal([false, false], found);
        Assert.False(_stage.Workspace.Has("out/a.txt"));
    }

    [Fact]
    public async Task A_stopped_unit_is_given_back_and_no_failure_however_it_ends()
    {
        using var stop = new CancellationTokenSource();
        _stage.Worker = new DelegateWorker(
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                throw new IOException("broken pipe");
            }
        );

        Assert.Equal(ExitCode.Interrupted, await _stage.RunAsync(stop: stop.Token));
        Assert.Equal(["a: never ran", "b: never ran", "c: never ran"], _stage.Stale());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_stage.Stage.Paths.Claims));
    }

    [Fact]
    public async Task A_worker_that_lost_its_fence_commits_nothing_even_if_it_makes_its_place_anew()
    {
        Directory.CreateDirectory(_stage.Stage.Paths.Plans);
        _stage.Stage = _stage.Stage with { Units = [_stage.Copying("a")] };
        var copy = _stage.Worker;
        var runs = 0;
        _stage.Worker = new DelegateWorker(
            async (unit, cancellation) =>
            {
                if (++runs > 1)
                {
                    await copy.RunAsync(unit, cancellation);
                    return;
                }
                var path = unit.Output(0);
                // As if this process had been stopped for longer than the expiry.
                var staging = _stage.Stage.Paths.Staging;
                var fence = Directory.GetDirectories(staging).Single();
                Directory.Move(fence, Path.Combine(staging, ".taken-test"));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllTextAsync(path, "late", cancellation);
            }
        );

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());

        Assert.Equal(2, runs);
        Assert.Equal("copy of text of a", _stage.Workspace.Read("out/a.txt"));
        Assert.Single(_stage.Ledger.AllDone);
        Assert.Null(_stage.Ledger.Failed("a"));
    }

    public void Dispose() => _stage.Dispose();

    private void Limit(Func<RunLimits, RunLimits> change) =>
        _stage.Stage = _stage.Stage with { Limits = change(_stage.Stage.Limits) };

    private void Units(int count) =>
        _stage.Stage = _stage.Stage with
        {
            Units =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new Unit { Key = $"{i}", Outputs = [$"{i}.txt"] }),
            ],
        };

    private DelegateWorker Failing(string key) =>
        Counting(unit =>
            unit.Unit.Key == key ? throw new UnitFailure($"it is {key}") : Task.CompletedTask
        );

    private DelegateWorker Counting(Func<UnitContext, Task> run) =>
        new(
            async (unit, cancellation) =>
            {
                lock (_gate)
                    _most = Math.Max(_most, ++_running);
                try
                {
                    await run(unit);
                    await File.WriteAllTextAsync(unit.Output(0), unit.Unit.Key, cancellation);
                }
                finally
                {
                    lock (_gate)
                        _running--;
                }
            }
        );
}
