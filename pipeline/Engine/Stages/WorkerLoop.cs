using System.Diagnostics;
using Sluice.Engine.Claims;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Working;

namespace Sluice.Engine.Stages;

/// <summary>
/// A shard's life: until every unit of the plan is settled, or with a static schedule every unit of
/// its slice. Held for dead while it was stopped, it goes on as another worker.
/// </summary>
public sealed class WorkerLoop(
    Plan plan,
    Shard shard,
    WorkerRegistry registry,
    TextWriter log,
    TimeProvider clock
)
{
    // Nobody is stopped so often in a row; something takes the fence away again and again.
    private const int MostLosses = 10;

    private readonly long _started = Stopwatch.GetTimestamp();
    private int _failed;
    private int _recorded;
    private ShardRun? _run;

    /// <summary>How this worker differs from others of its plan.</summary>
    public WorkerOptions Options { get; init; } = new();

    /// <summary>Attempts it has recorded so far, good or bad.</summary>
    public int Recorded => _recorded + (_run?.RecordCount ?? 0);

    /// <summary>Units of the plan that nobody had settled when it ended, as far as it had seen.</summary>
    public int Left { get; private set; }

    /// <summary>Told the worker's id, at first and after its fence was lost.</summary>
    public Action<string> Named { get; init; } = _ => { };

    /// <summary>Runs the shard.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var (losses, recorded) = (0, 0);
        while (true)
            try
            {
                return await RunOnceAsync(stop);
            }
            catch (FenceLost e)
            {
                if (RemovedState.Of(plan.Stage) is { } removed)
                {
                    log.WriteLine(removed);
                    return ExitCode.UnitFailed;
                }
                losses = Recorded == recorded ? losses + 1 : 1;
                recorded = Recorded;
                if (losses == MostLosses)
                {
                    log.WriteLine(
                        $"the shard ends: {losses} times in a row it lost {plan.Stage.Paths.Staging} before a unit was recorded; let no unit remove it"
                    );
                    return ExitCode.UnitFailed;
                }
                log.WriteLine($"{e.Message}; going on with what is left");
            }
    }

    private async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var identity = WorkerIdentity.Current($"{shard.Index}of{shard.Count}");
        Named(identity.Id);
        // Counted, not looked at: a worker reads units as it comes to them.
        var slice = plan.Slices(shard.Count).Length(shard.Index);
        using var heartbeat = new Heartbeat(
            plan.Stage.Paths.Workers,
            new WorkerStatus
            {
                Worker = identity,
                PlanId = plan.Id,
                Shard = shard,
                Started = clock.GetUtcNow(),
                Job = WorkerStatus.CurrentJob(),
                Total = slice,
                Left = slice,
            }
        );
        var exitCode = ExitCode.UnitFailed;
        // To its driver as well, which does not read logs; on a full disk the log may say nothing.
        void Tell(string problem)
        {
            heartbeat.Update(status => status with { Problem = problem });
            log.WriteLine(problem);
        }
        try
        {
            exitCode = await RunAsync(identity.Id, heartbeat, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.WriteLine("Interrupted: what ran was stopped and given back.");
            exitCode = ExitCode.Interrupted;
        }
        catch (LedgerFailure e)
        {
            Tell(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell($"the shard ends, since the file system refuses: {e.Message}");
        }
        finally
        {
            heartbeat.End(exitCode);
        }
        return exitCode;
    }

    private async Task<int> RunAsync(string identity, Heartbeat heartbeat, CancellationToken stop)
    {
        var worker = registry.Create(plan.Stage.Worker);
        using var owned = worker as IDisposable;
        using var run = new ShardRun(
            new ShardSetup(plan, shard, worker, identity, heartbeat, log, clock, Options),
            stop
        );
        ShardContext Context() =>
            new(plan, shard, run.CurrentLedger(), log, Stopwatch.GetElapsedTime(_started));
        _run = run;
        worker.ShardStarted(Context());
        try
        {
            await run.RunAsync();
        }
        finally
        {
            _failed += run.Failed;
            _recorded += run.RecordCount;
            _run = null;
            Left = run.Left;
        }
        worker.ShardEnded(Context());
        return _failed > 0 ? ExitCode.UnitFailed : ExitCode.Done;
    }
}
