using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Working.Scheduling;

namespace Sluice.Engine.Working;

/// <summary>
/// A shard's work under one identity: slots take units from the board, do them and hand them to the
/// committer.
/// </summary>
internal sealed class ShardRun : IDisposable
{
    private readonly ShardSetup _setup;
    private readonly Plan _plan;
    private readonly ClaimStore _claims;
    private readonly Fence _fence;
    private readonly LedgerWriter _writer;
    private readonly LedgerView _ledger;
    private readonly StagingSlots _staging;
    private readonly UnitBoard _board;
    private readonly Committer _committer;
    private readonly LeasedWork _work;
    private readonly BlockLeases _blocks;
    private readonly SliceReports _reports;
    private readonly ShardProgress _progress;
    private readonly Refusal _refusal;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _drain;
    private Exception? _fault;
    private int _recorded;

    public ShardRun(ShardSetup setup, CancellationToken stop)
    {
        var (plan, shard, log, options) = (setup.Plan, setup.Shard, setup.Log, setup.Options);
        var paths = plan.Stage.Paths;
        (_setup, _plan, _stop) = (setup, plan, stop);
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop, options.TimeUp);
        _claims = new ClaimStore(paths, setup.Limits.ClaimExpiry, options.IsEarlierSelf);
        _refusal = new Refusal(plan, _claims);
        _ledger = new LedgerView(plan);
        _writer = new LedgerWriter(paths.Ledger, setup.Identity);
        _fence = Fence.Raise(paths, setup.Identity);
        _staging = new StagingSlots(_fence);
        _progress = new ShardProgress(plan, setup.Heartbeat);
        _board = new UnitBoard(
            new UnitQueue(
                setup.Slices,
                shard,
                setup.Limits.Schedule,
                mayTakeBlocks: plan.Stage.WhenBusy == BusyUnits.Wait,
                new UnitFacts(
                    plan,
                    setup.Limits,
                    _ledger,
                    unit => Found(unit, _ledger.Of(plan.Running[unit]))
                ),
                setup.LeavesHeldAfter
            )
        );
        _reports = new SliceReports(plan, shard, _board, setup.Clock);
        _committer = new Committer(
            plan,
            _fence,
            _writer,
            new UnitRecords(
                plan,
                setup.Identity,
                ShardLog.PathOf(plan.Stage, shard),
                _writer,
                setup.Clock
            ),
            Recorded,
            Break
        );
        var runner = new UnitRunner(
            plan,
            shard,
            setup.Worker,
            _fence,
            _staging,
            _progress.Produced,
            log,
            options,
            stop
        );
        _work = new LeasedWork(setup, _ledger, _board, runner, _committer, _progress, Found);
        _blocks = new BlockLeases(_fence, _board, Break);
        _drain = options.Drain.Register(() =>
        {
            log.WriteLine("No more units are begun; what runs may end.");
            _board.Close();
        });
    }

    /// <summary>Units that failed for good under this identity.</summary>
    public int Failed { get; private set; }

    /// <summary>Attempts it has recorded, good or bad.</summary>
    public int RecordCount => Volatile.Read(ref _recorded);

    /// <summary>Units of the plan that nobody has settled, as far as this worker has seen.</summary>
    public int Left => _board.Left;

    /// <summary>The ledger, read on. Only for while no slot works.</summary>
    public Ledger CurrentLedger() => _ledger.Current();

    /// <summary>Runs until nothing is left to do.</summary>
    /// <exception cref="OperationCanceledException">Stopped; what was finished is committed, the rest given back.</exception>
    /// <exception cref="FenceLost">The worker was held for dead.</exception>
    /// <exception cref="LedgerFailure">Nothing can be recorded.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public async Task RunAsync()
    {
        var slots = Math.Min(_setup.Limits.Slots, Math.Max(1, _plan.Running.Count));
        // Threads of their own: a slot waits for its unit, and a pool would be starved by that.
        await Task.WhenAll(
            Enumerable
                .Range(0, slots)
                .Select(_ =>
                    Task.Factory.StartNew(
                        Slot,
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );
        _committer.Dispose();
        if (_fault is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
        _stop.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _blocks.Dispose();
        _drain.Dispose();
        _committer.Dispose();
        _fence.Dispose();
        _writer.Dispose();
        _end.Dispose();
    }

    private void Slot()
    {
        try
        {
            while (!_end.IsCancellationRequested && !_stop.IsCancellationRequested)
            {
                _reports.Read();
                switch (_board.Take())
                {
                    case { Kind: PickKind.End }:
                        return;
                    case { Kind: PickKind.Wait } pick:
                        _committer.Hurry();
                        _board.Wait(pick);
                        break;
                    case { Kind: PickKind.Unit, Number: var unit }:
                        TryUnit(unit);
                        break;
                    case var pick:
                        TryBlock(pick.Number, pick.Units);
                        break;
                }
            }
        }
        catch (OperationCanceledException) { }
        catch (Exception e)
        {
            Break(e);
        }
    }

    private void TryUnit(int unit)
    {
        var key = _plan.Running[unit].Unit.Key;
        if (_claims.TryClaim(key, _fence) is { } claim)
            Do(new Lease(claim, unit));
        else if (_refusal.Of(key) is { } refusal)
            _committer.Add(
                new Attempt(unit, _plan.Running[unit], 1, TimeSpan.Zero, Lease.None, null)
                {
                    Error = refusal,
                }
            );
        else
            _board.Held(unit);
    }

    private void TryBlock(int block, IReadOnlyList<int> units)
    {
        if (_claims.TryClaimBlock(block, _fence) is not { } claim)
        {
            _board.Split(block, units);
            return;
        }
        _blocks.During(new Lease(claim, block, units), Do);
    }

    private void Do(Lease lease) => _work.Do(lease, _end.Token, _stop);

    // On the committer's thread; the claim is given back already.
    private void Recorded(Attempt attempt, LedgerRecord record)
    {
        if (attempt.Staging is not null)
            _staging.Return(attempt.Staging);
        Interlocked.Increment(ref _recorded);
        var isDone = record is DoneRecord;
        if (!isDone && !_setup.Limits.IsLastTry(attempt.Number))
        {
            var wait = UnitHistory.WaitAfter(attempt.Number, _setup.Limits);
            _setup.Log.WriteLine(
                $"{ShownText.Of(record.Unit)}: retry {attempt.Number} of {_setup.Limits.Retries} in {wait.TotalSeconds:0.#} s"
            );
            _board.RetryAfter(attempt.Index, wait);
            return;
        }
        Failed += isDone ? 0 : 1;
        if (!isDone && _setup.Limits.FailFast)
            _board.Close();
        _board.Settle(attempt.Index);
        _progress.Settled(isDone, _board.OwnLeft);
    }

    private void Found(int unit, UnitHistory history)
    {
        if (_setup.Slices.Of(unit) == _setup.Shard.Index)
            _progress.Found(history, _board.OwnLeft);
    }

    private void Break(Exception error)
    {
        Interlocked.CompareExchange(ref _fault, error, null);
        _board.Close();
        _end.Cancel();
    }
}
