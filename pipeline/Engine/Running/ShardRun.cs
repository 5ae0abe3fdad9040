using System.Collections.Concurrent;
using Sluice.Engine.Graph;
using Sluice.Engine.Running.Scheduling;
using Sluice.Engine.UpToDate;

namespace Sluice.Engine.Running;

/// <summary>
/// A shard's work under one identity: slots take units from the board, do them and hand them to the
/// committer.
/// </summary>
internal sealed class ShardRun : IDisposable
{
    // As of timeout(1).
    private const int TimeUpExitCode = 124;

    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromMilliseconds(500);

    private readonly Plan _plan;
    private readonly Shard _shard;
    private readonly RunLimits _limits;
    private readonly TextWriter _log;
    private readonly TimeProvider _clock;
    private readonly ClaimStore _claims;
    private readonly Fence _fence;
    private readonly LedgerWriter _writer;
    private readonly LedgerView _ledger;
    private readonly StagingSlots _staging;
    private readonly UnitBoard _board;
    private readonly UnitRunner _runner;
    private readonly Committer _committer;
    private readonly ShardProgress _progress;
    private readonly Refusal _refusal;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _stop;
    private readonly WorkerOptions _options;
    private readonly CancellationTokenRegistration _drain;
    private readonly ConcurrentDictionary<Lease, bool> _blocks = [];
    private readonly Timer _timer;
    private Exception? _fault;
    private readonly Func<int, bool> _isOwn;

    // Each reads the status of all: a thousand must not do so twice a second.
    private readonly TimeSpan _reportInterval;
    private long _reported;
    private int _recorded;

    public ShardRun(
        Plan plan,
        Shard shard,
        IWorker worker,
        string identity,
        Heartbeat heartbeat,
        TextWriter log,
        TimeProvider clock,
        WorkerOptions options,
        CancellationToken stop
    )
    {
        (_plan, _shard, _limits) = (plan, shard, plan.Stage.Limits.ForAttempt(options.Attempt));
        (_log, _clock, _options, _stop) = (log, clock, options, stop);
        var paths = plan.Stage.Paths;
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop, options.TimeUp);
        _claims = new ClaimStore(paths, _limits.ClaimExpiry, options.IsEarlierSelf);
        _refusal = new Refusal(plan, _claims);
        _ledger = new LedgerView(plan);
        _writer = new LedgerWriter(paths.Ledger, identity);
        _fence = Fence.Raise(paths, identity);
        _staging = new StagingSlots(_fence);
        _progress = new ShardProgress(plan, heartbeat);
        var slices = plan.Slices(shard.Count);
        var queue = new UnitQueue(
            slices,
            shard,
            _limits.Schedule,
            mayTakeBlocks: plan.Stage.WhenBusy == BusyUnits.Wait,
            new UnitFacts(plan, _limits, _ledger, Found),
            // A dead holder is taken over within that time.
            leavesHeldAfter: !options.LeavesHeld ? null
                // One that has nothing of its own came only to help.
                : slices.Length(shard.Index) == 0 ? TimeSpan.Zero
                : _limits.ClaimExpiry + s_margin
        );
        _board = new UnitBoard(queue);
        _reportInterval = s_reportInterval * Math.Max(1, shard.Count / 16);
        _isOwn = queue.IsOwn;
        _runner = new UnitRunner(
            plan,
            shard,
            worker,
            _fence,
            _staging,
            _progress.Produced,
            log,
            options,
            stop
        );
        var records = new UnitRecords(
            plan,
            identity,
            ShardLog.PathOf(plan.Stage, shard),
            _writer,
            clock
        );
        _committer = new Committer(plan, _fence, _writer, records, Recorded, Break);
        _timer = new Timer(_ => NarrowSlow(), null, s_slow / 4, s_slow / 4);
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
        var slots = Math.Min(_limits.Slots, Math.Max(1, _plan.Running.Count));
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
        // Its callback may run just now.
        using var ended = new ManualResetEvent(false);
        if (_timer.Dispose(ended))
            ended.WaitOne();
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
                ReadReports();
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
        var lease = new Lease(claim, block, units);
        _blocks[lease] = true;
        try
        {
            Do(lease);
        }
        finally
        {
            _blocks.TryRemove(lease, out _);
        }
    }

    // Read on once the claim is held: whoever had it before has recorded what it did.
    private void Do(Lease lease)
    {
        try
        {
            _ledger.Refresh();
            while (!_board.IsClosed && lease.Take() is >= 0 and var unit)
                Do(unit, lease);
        }
        finally
        {
            lease.Close();
        }
    }

    private void Do(int unit, Lease lease)
    {
        var planned = _plan.Running[unit];
        var history = _ledger.Of(planned);
        var wait = history.Wait(_limits, _clock.GetUtcNow());
        if (history.IsSettled(_limits) || wait > TimeSpan.Zero)
        {
            lease.End();
            if (history.IsSettled(_limits))
            {
                _board.Settle(unit);
                Found(unit, history);
            }
            else
                _board.RetryAfter(unit, wait);
            return;
        }
        var began = _clock.GetTimestamp();
        try
        {
            _board.Begun(unit);
            _progress.Begun(planned.Unit.Key);
            Attempt attempt;
            lease.Begin(planned.Unit.Key);
            try
            {
                attempt = _runner.Run(unit, planned, history.Attempts + 1, lease, _end.Token);
            }
            finally
            {
                lease.Worked();
            }
            // Here already, since the next unit begins before this one is recorded.
            if (attempt.Error is not null && _limits.FailFast && IsLast(attempt))
                _board.Close();
            _board.Ran(unit, attempt.Elapsed);
            _committer.Add(attempt);
        }
        catch (OperationCanceledException)
            when (_options.TimeUp.IsCancellationRequested
                && !_stop.IsCancellationRequested
                && _options.IsTimeLimit()
                && HadAllItsLife(began)
            )
        {
            // Given back, it would be cut short again in the next life, and in all that follow.
            _committer.Add(
                new Attempt(
                    unit,
                    planned,
                    history.Attempts + 1,
                    _clock.GetElapsedTime(began),
                    lease,
                    null
                )
                {
                    Error = new UnitFailure(
                        $"stopped at the job's time limit{_options.TimeLimit} after {_clock.GetElapsedTime(began).TotalSeconds:0} s; raise slurm.time",
                        TimeUpExitCode
                    ),
                }
            );
        }
        catch
        {
            lease.End();
            throw;
        }
    }

    // A tenth is for what comes before the first unit.
    private bool HadAllItsLife(long began) =>
        _clock.GetElapsedTime(_options.LifeBegan, began)
        < _clock.GetElapsedTime(_options.LifeBegan) / 10;

    // On the committer's thread; the claim is given back already.
    private void Recorded(Attempt attempt, LedgerRecord record)
    {
        if (attempt.Staging is not null)
            _staging.Return(attempt.Staging);
        Interlocked.Increment(ref _recorded);
        var isDone = record is DoneRecord;
        if (!isDone && !IsLast(attempt))
        {
            var wait = UnitHistory.WaitAfter(attempt.Number, _limits);
            _log.WriteLine(
                $"{ShownText.Of(record.Unit)}: retry {attempt.Number} of {_limits.Retries} in {wait.TotalSeconds:0.#} s"
            );
            _board.RetryAfter(attempt.Index, wait);
            return;
        }
        Failed += isDone ? 0 : 1;
        if (!isDone && _limits.FailFast)
            _board.Close();
        _board.Settle(attempt.Index);
        _progress.Settled(isDone, _board.OwnLeft);
    }

    private bool IsLast(Attempt attempt) => attempt.Number > _limits.Retries;

    private void Found(int unit) => Found(unit, _ledger.Of(_plan.Running[unit]));

    private void Found(int unit, UnitHistory history)
    {
        if (_isOwn(unit))
            _progress.Found(history, _board.OwnLeft);
    }

    private void ReadReports()
    {
        var now = _clock.GetTimestamp();
        var last = Interlocked.Read(ref _reported);
        if (
            !_board.IsStealing
            || _clock.GetElapsedTime(last, now) < _reportInterval
            || Interlocked.CompareExchange(ref _reported, now, last) != last
        )
            return;
        foreach (var status in WorkerStatus.ReadAll(_plan))
            if (status.ExitCode is null && status.Shard.Count == _shard.Count)
                _board.Report(status.Shard, status.Left);
    }

    private void NarrowSlow()
    {
        try
        {
            // Stopped for long and taken over, what stands under the block's name is another's.
            if (!_blocks.IsEmpty)
                _fence.ThrowIfLost();
            foreach (var lease in _blocks.Keys)
                if (lease.Narrow(s_slow) is { Count: > 0 } free)
                    _board.Split(lease.Block, free);
        }
        catch (Exception e)
        {
            Break(e);
        }
    }

    private void Break(Exception error)
    {
        Interlocked.CompareExchange(ref _fault, error, null);
        _board.Close();
        _end.Cancel();
    }
}
