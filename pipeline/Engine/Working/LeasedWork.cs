using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Working.Scheduling;

namespace Sluice.Engine.Working;

/// <summary>
/// Does the units of a lease, one after the other: reads on what others have recorded, runs the unit
/// unless that settles it, and hands the attempt to the committer.
/// </summary>
/// <param name="setup">Of the shard.</param>
/// <param name="ledger">As this worker's slots read it on.</param>
/// <param name="board">Who does what.</param>
/// <param name="runner">Does a unit's work.</param>
/// <param name="committer">Records it.</param>
/// <param name="progress">Shows it.</param>
/// <param name="found">Told of units that others have settled.</param>
internal sealed class LeasedWork(
    ShardSetup setup,
    LedgerView ledger,
    UnitBoard board,
    UnitRunner runner,
    Committer committer,
    ShardProgress progress,
    Action<int, UnitHistory> found
)
{
    // As of timeout(1).
    private const int TimeUpExitCode = 124;

    private readonly RunLimits _limits = setup.Limits;
    private readonly TimeProvider _clock = setup.Clock;
    private readonly WorkerOptions _options = setup.Options;

    /// <summary>Does them all, or until nothing more is begun.</summary>
    /// <param name="lease">Ended when this returns, but for what is not recorded yet.</param>
    /// <param name="end">The time is up, or the shard is to stop.</param>
    /// <param name="stop">The shard is to stop.</param>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public void Do(Lease lease, CancellationToken end, CancellationToken stop)
    {
        try
        {
            // Once the claim is held: whoever had it before has recorded what it did.
            ledger.Refresh();
            while (!board.IsClosed && lease.Take() is >= 0 and var unit)
                Do(unit, lease, end, stop);
        }
        finally
        {
            lease.Close();
        }
    }

    private void Do(int unit, Lease lease, CancellationToken end, CancellationToken stop)
    {
        var planned = setup.Plan.Running[unit];
        var history = ledger.Of(planned);
        var wait = history.Wait(_limits, _clock.GetUtcNow());
        if (history.IsSettled(_limits) || wait > TimeSpan.Zero)
        {
            lease.End();
            if (history.IsSettled(_limits))
            {
                board.Settle(unit);
                found(unit, history);
            }
            else
                board.RetryAfter(unit, wait);
            return;
        }
        var began = _clock.GetTimestamp();
        try
        {
            board.Begun(unit);
            progress.Begun(planned.Unit.Key);
            Attempt attempt;
            lease.Begin(planned.Unit.Key);
            try
            {
                attempt = runner.Run(unit, planned, history.Attempts + 1, lease, end);
            }
            finally
            {
                lease.Worked();
            }
            // Here already, since the next unit begins before this one is recorded.
            if (attempt.Error is not null && _limits.FailFast && _limits.IsLastTry(attempt.Number))
                board.Close();
            board.Ran(unit, attempt.Elapsed);
            committer.Add(attempt);
        }
        catch (OperationCanceledException)
            when (_options.TimeUp.IsCancellationRequested
                && !stop.IsCancellationRequested
                && _options.IsTimeLimit()
                && HadAllItsLife(began)
            )
        {
            // Given back, it would be cut short again in the next life, and in all that follow.
            committer.Add(
                new Attempt(
                    unit,
                    planned,
                    history.Attempts + 1,
                    _clock.GetElapsedTime(began),
                    lease,
                    null
                )
                {
                    Error = TimeUp(_clock.GetElapsedTime(began)),
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

    private UnitFailure TimeUp(TimeSpan after) =>
        new(
            $"stopped at the job's time limit{_options.TimeLimit} after {after.TotalSeconds:0} s; raise slurm.time",
            TimeUpExitCode
        );
}
