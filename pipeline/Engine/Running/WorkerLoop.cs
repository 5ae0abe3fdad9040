using System.Diagnostics;
using Sluice.Engine.Graph;
using Sluice.Engine.UpToDate;

namespace Sluice.Engine.Running;

/// <summary>
/// A shard's life: its slice of the plan, unit by unit in its slots, then a wait for those of its
/// units that another live worker holds.
/// </summary>
public sealed class WorkerLoop(
    Plan plan,
    Shard shard,
    WorkerRegistry registry,
    TextWriter log,
    TimeProvider clock
)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _exclusive = new(1);

    /// <summary>Runs the slice.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        while (true)
            try
            {
                return await RunOnceAsync(stop);
            }
            catch (FenceLost e)
            {
                // Stopped for too long, and awake again: it goes on as another worker.
                log.WriteLine($"{e.Message}; going on with what is left");
            }
    }

    private async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var identity = WorkerIdentity.Current($"{shard.Index}of{shard.Count}");
        Orphans.Mark(identity.Id);
        var slice = plan.Slice(shard).ToList();
        using var heartbeat = new Heartbeat(
            plan.Stage.Paths.Workers,
            new WorkerStatus
            {
                Worker = identity,
                PlanId = plan.Id,
                Shard = shard,
                Started = clock.GetUtcNow(),
                Total = slice.Count,
            }
        );
        var exitCode = ExitCode.UnitFailed;
        try
        {
            exitCode = await RunAsync(identity, slice, heartbeat, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.WriteLine("Interrupted: what ran was stopped and given back.");
            exitCode = ExitCode.Interrupted;
        }
        catch (LedgerFailure e)
        {
            log.WriteLine(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.WriteLine($"The shard ends, since the file system refuses: {e.Message}");
        }
        finally
        {
            heartbeat.End(exitCode);
        }
        return exitCode;
    }

    private async Task<int> RunAsync(
        WorkerIdentity identity,
        List<PlannedUnit> slice,
        Heartbeat heartbeat,
        CancellationToken stop
    )
    {
        var started = Stopwatch.GetTimestamp();
        var worker = registry.Create(plan.Stage.Worker);
        var claims = new ClaimStore(plan.Stage.Paths, plan.Stage.Limits.ClaimExpiry);
        using var writer = new LedgerWriter(plan.Stage.Paths.Ledger, identity.Id);
        using var fence = Fence.Raise(plan.Stage.Paths, identity.Id);
        var runner = new UnitRunner(
            plan,
            shard,
            worker,
            claims,
            fence,
            writer,
            heartbeat,
            log,
            clock
        );
        ShardContext Context() =>
            new(plan, shard, runner.CurrentLedger(), log, Stopwatch.GetElapsedTime(started));

        worker.ShardStarted(Context());
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var failed = 0;
        var queue = slice;
        while (queue.Count > 0)
        {
            var busy = new List<PlannedUnit>();
            await Parallel.ForEachAsync(
                queue,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = plan.Stage.Limits.Slots,
                    CancellationToken = stop,
                },
                async (planned, cancellation) =>
                {
                    if (abort.IsCancellationRequested && !stop.IsCancellationRequested)
                        return;
                    var result = await RunUnitAsync(runner, planned, cancellation);
                    if (result == UnitResult.Busy)
                        lock (busy)
                            busy.Add(planned);
                    else if (result == UnitResult.Failed)
                    {
                        Interlocked.Increment(ref failed);
                        if (plan.Stage.Limits.FailFast)
                            await abort.CancelAsync();
                    }
                    heartbeat.Update(status => Counted(status, result));
                }
            );
            if (abort.IsCancellationRequested)
                break;
            queue = busy;
            if (queue.Count > 0)
                await Task.Delay(Poll, clock, stop);
        }
        stop.ThrowIfCancellationRequested();
        worker.ShardEnded(Context());
        return failed > 0 ? ExitCode.UnitFailed : ExitCode.Done;
    }

    private async Task<UnitResult> RunUnitAsync(
        UnitRunner runner,
        PlannedUnit planned,
        CancellationToken cancellation
    )
    {
        if (!planned.Unit.Exclusive)
            return await runner.RunAsync(planned, cancellation);
        await _exclusive.WaitAsync(cancellation);
        try
        {
            return await runner.RunAsync(planned, cancellation);
        }
        finally
        {
            _exclusive.Release();
        }
    }

    private static WorkerStatus Counted(WorkerStatus status, UnitResult result) =>
        result switch
        {
            UnitResult.Done => status with { Done = status.Done + 1, Current = "" },
            UnitResult.Failed => status with { Failed = status.Failed + 1, Current = "" },
            UnitResult.DoneElsewhere => status with { DoneElsewhere = status.DoneElsewhere + 1 },
            _ => status,
        };
}
