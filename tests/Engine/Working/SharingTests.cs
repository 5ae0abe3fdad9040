using System.Collections.Concurrent;
using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Engine.Working;

namespace Sluice.Tests.Engine.Working;

/// <summary>How shards and runs share a plan's units: nobody idles, and nothing is done twice.</summary>
public sealed class SharingTests : IDisposable
{
    private readonly TestStage _stage = new();
    private readonly ConcurrentQueue<string> _begun = [];

    public SharingTests() => Units(12, outputs: true);

    [Fact]
    public async Task One_slow_unit_does_not_keep_the_rest_of_its_slice_from_an_idle_shard()
    {
        Do(unit =>
        {
            if (unit.Unit.Key == "0")
                SpinWait.SpinUntil(() => _stage.Ledger.AllDone.Count == 11);
        });
        var plan = _stage.Plan();

        var exits = await RunAsync(plan, new Shard(0, 2), new Shard(1, 2));

        Assert.All(exits, exit => Assert.Equal(ExitCode.Done, exit));

        Assert.Equal(12, _begun.Distinct().Count());
        Assert.Equal(12, _begun.Count);
        var bySecond = _stage.Ledger.AllDone.Count(d => d.Worker.StartsWith("1of2"));
        Assert.Equal(11, bySecond);
    }

    [Fact]
    public async Task What_a_newer_plan_has_made_otherwise_is_not_made_again_by_an_older_one()
    {
        var old = _stage.Plan();
        PlanFile.Write(old);
        foreach (var mode in (string[])["second", "third"])
        {
            _stage.Stage = _stage.Stage with { Parameters = TestStage.Map(("mode", mode)) };
            var plan = _stage.Plan();
            PlanFile.Write(plan);
            _stage.Worker = new DelegateWorker(
                (unit, cancellation) =>
                {
                    _begun.Enqueue(unit.Unit.Key);
                    return File.WriteAllTextAsync(
                        unit.Output(0),
                        unit.Plan.Stage.Parameters["mode"],
                        cancellation
                    );
                }
            );
            Assert.Equal(ExitCode.Done, await _stage.RunAsync(plan));
            _begun.Clear();

            // Two shards of the old plan, which were waiting all the time.
            await RunAsync(old, new Shard(0, 2), new Shard(1, 2));

            Assert.Empty(_begun);
            Assert.Equal(mode, File.ReadAllText(Path.Combine(_stage.Stage.OutputRoot, "3.txt")));
            Assert.Empty(_stage.Stale());
            var outcome = StageOutcome.Of(old, _stage.Ledger, [], TimeSpan.Zero, false);
            Assert.Equal((12, 12), (outcome.NotRun.Count, outcome.Overtaken));
        }
    }

    [Fact]
    public async Task A_shard_whose_others_never_came_does_all()
    {
        Do(_ => { });

        Assert.Equal(ExitCode.Done, await _stage.RunAsync(shard: new Shard(2, 5)));
        Assert.Empty(_stage.Stale());
    }

    [Fact]
    public async Task A_static_shard_keeps_to_its_slice()
    {
        Limit(l => l with { Schedule = Schedule.Static });
        Do(_ => { });

        Assert.Equal(ExitCode.Done, await _stage.RunAsync(shard: new Shard(1, 3)));
        Assert.Equal(["1", "4", "7", "10"], _begun);
    }

    [Fact]
    public async Task Tiny_units_are_done_once_whatever_the_widths_and_leave_few_files()
    {
        Units(3_000, outputs: false);
        Limit(l => l with { Slots = 2 });
        Do(_ => { });
        var plan = _stage.Plan();

        var exits = await RunAsync(
            plan,
            new Shard(0, 2),
            new Shard(1, 2),
            new Shard(0, 3),
            new Shard(1, 3),
            new Shard(2, 3)
        );

        Assert.All(exits, exit => Assert.Equal(ExitCode.Done, exit));
        Assert.Equal(3_000, _begun.Distinct().Count());
        Assert.Equal(3_000, _begun.Count);
        Assert.Empty(_stage.Stale());
        Assert.InRange(
            Directory
                .EnumerateFileSystemEntries(
                    _stage.Workspace["out"],
                    "*",
                    SearchOption.AllDirectories
                )
                .Count(),
            1,
            30
        );
    }

    [Fact]
    public async Task A_slow_unit_among_tiny_ones_gives_the_rest_of_its_block_free()
    {
        const int units = 3_000;
        Units(units, outputs: false);
        Limit(l => l with { Slots = 2 });
        Do(unit =>
        {
            // The last of the others can be done only if none is held by the slow one's block.
            if (unit.Unit.Key == "2500")
                SpinWait.SpinUntil(() => _begun.Count == units, TimeSpan.FromMinutes(1));
        });

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());

        Assert.Equal(units, _begun.Count);
        Assert.Equal(units, _stage.Ledger.AllDone.Count);
        Assert.InRange(_stage.Ledger.Done("2500")!.Seconds, 0, 50);
    }

    [Fact]
    public async Task A_unit_in_back_off_leaves_its_slot_to_the_others()
    {
        Units(3, outputs: true);
        Limit(l => l with { Retries = 1, Backoff = TimeSpan.FromSeconds(0.5) });
        Do(unit =>
        {
            if (unit.Unit.Key == "0" && unit.Attempt == 1)
                throw new UnitFailure("not yet");
        });

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());
        Assert.Equal(["0", "1", "2", "0"], _begun);
        Assert.Equal(2, _stage.Ledger.Done("0")!.Attempt);
    }

    [Fact]
    public async Task What_failed_for_good_in_this_run_is_not_tried_again_by_another_shard()
    {
        Limit(l => l with { Retries = 1, Backoff = TimeSpan.Zero });
        Do(unit =>
        {
            if (unit.Unit.Key == "5")
                throw new UnitFailure("never");
        });
        var plan = _stage.Plan();

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync(plan, new Shard(1, 2)));
        Assert.Equal(ExitCode.Done, await _stage.RunAsync(plan, new Shard(0, 2)));

        Assert.Equal(2, _begun.Count(key => key == "5"));
        // The next run's plan knows of the failure and tries again.
        await _stage.RunAsync();
        Assert.Equal(4, _begun.Count(key => key == "5"));
    }

    [Fact]
    public async Task A_unit_that_may_not_be_waited_for_is_refused_by_its_holders_name()
    {
        _stage.Stage = _stage.Stage with { WhenBusy = BusyUnits.Refuse };
        Do(_ => { });
        using var other = FakeWorkers.Living(_stage.Stage.Paths, "other");
        using var fence = Fence.Raise(_stage.Stage.Paths, "other");
        var claim = _stage.Claims.TryClaim("7", fence)!;

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());

        Assert.Equal(
            $"held by pid {Environment.ProcessId} on {Environment.MachineName}, since 1970-01-01 00:00:00 UTC; wait for its end, or stop it",
            _stage.Ledger.Failed("7")!.Error
        );
        Assert.Equal(11, _stage.Ledger.AllDone.Count);
        claim.Release();
        Assert.Equal(ExitCode.Done, await _stage.RunAsync());
    }

    [Fact]
    public async Task A_shard_that_cannot_be_started_is_told_and_ends_nothing()
    {
        var plan = _stage.Plan();
        PlanFile.Write(plan);

        var outcomes = await new LocalExecutor(["/no/such/host"]).RunAsync(
            plan,
            [new Shard(0, 2), new Shard(1, 2)],
            CancellationToken.None
        );

        Assert.All(
            outcomes,
            outcome =>
                Assert.Equal(
                    (127, "cannot start: /no/such/host: command not found"),
                    (outcome.ExitCode, outcome.NotStarted)
                )
        );
    }

    public void Dispose() => _stage.Dispose();

    private Task<int[]> RunAsync(Plan plan, params Shard[] shards) =>
        Task.WhenAll(shards.Select(shard => Task.Run(() => _stage.RunAsync(plan, shard))));

    private void Limit(Func<RunLimits, RunLimits> change) =>
        _stage.Stage = _stage.Stage with { Limits = change(_stage.Stage.Limits) };

    private void Units(int count, bool outputs) =>
        _stage.Stage = _stage.Stage with
        {
            Units =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new Unit { Key = $"{i}", Outputs = outputs ? [$"{i}.txt"] : [] }),
            ],
        };

    private void Do(Action<UnitContext> run) =>
        _stage.Worker = new DelegateWorker(
            (unit, _) =>
            {
                _begun.Enqueue(unit.Unit.Key);
                run(unit);
                for (var i = 0; i < unit.Unit.Outputs.Count; i++)
                    File.WriteAllText(unit.Output(i), unit.Unit.Key);
                return Task.CompletedTask;
            }
        );
}
