using System.Diagnostics;
using Sluice.Engine.Graph;
using Sluice.Engine.UpToDate;

namespace Sluice.Engine.Running;

/// <summary>
/// Takes one unit through its life: claim, look whether it is done meanwhile, run, commit outputs,
/// record. In that order nothing finished is lost and nothing recorded is run again.
/// </summary>
public sealed class UnitRunner(
    Plan plan,
    Shard shard,
    IWorker worker,
    ClaimStore claims,
    LedgerWriter writer,
    Heartbeat heartbeat,
    string workerId,
    TextWriter log,
    TimeProvider clock
)
{
    private static readonly TimeSpan LongestRetryWait = TimeSpan.FromDays(1);

    private readonly Ledger _ledger = Ledger.Open(plan.Stage.Paths.Ledger);
    private readonly Lock _ledgerGate = new();

    /// <summary>The ledger, read on. Only for while no unit runs: units read it on as they please.</summary>
    public Ledger CurrentLedger()
    {
        lock (_ledgerGate)
        {
            _ledger.Refresh();
            return _ledger;
        }
    }

    /// <summary>Runs a unit unless it is done or held by another.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; the claim is given back.</exception>
    /// <exception cref="IOException">The ledger cannot be written: the worker must end.</exception>
    public async Task<UnitResult> RunAsync(PlannedUnit planned, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (claims.TryAcquire(planned.Unit.Key, workerId) is not { } claim)
            return UnitResult.Busy;
        try
        {
            if (IsDoneMeanwhile(planned))
                return UnitResult.DoneElsewhere;
            heartbeat.Update(status => status with { Current = planned.Unit.Key });
            for (var attempt = 1; ; attempt++)
            {
                if (await TryAsync(planned, claim, attempt, cancellation))
                    return UnitResult.Done;
                if (!claim.IsHeld)
                    return UnitResult.Busy;
                if (attempt > plan.Stage.Limits.Retries)
                    return UnitResult.Failed;
                var wait = RetryWait(attempt);
                log.WriteLine(
                    $"{planned.Unit.Key}: retry {attempt} of {plan.Stage.Limits.Retries} in {wait.TotalSeconds:0.#} s"
                );
                await Task.Delay(wait, clock, cancellation);
            }
        }
        finally
        {
            claim.Release();
        }
    }

    /// <summary>Whether a done record appeared that the planner had not seen.</summary>
    private bool IsDoneMeanwhile(PlannedUnit planned)
    {
        // Looked up under the lock as well: another slot may be reading it on.
        lock (_ledgerGate)
        {
            _ledger.Refresh();
            return planned.DoneSince(_ledger) is not null;
        }
    }

    private async Task<bool> TryAsync(
        PlannedUnit planned,
        Claim claim,
        int attempt,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            claim.ResetStaging();
            var context = new UnitContext(
                plan,
                planned,
                shard,
                claim.Staging,
                log,
                rows => heartbeat.Update(status => status with { Rows = status.Rows + rows }),
                claim.Note
            );
            await worker.RunAsync(context, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (!claim.IsHeld)
                return Lost(planned);
            var outputs = OutputCommit.Run(planned.Unit, claim.Staging, plan.Stage.OutputRoot);
            if (!claim.IsHeld)
                return Lost(planned);
            Record(Done(planned, outputs, attempt, Stopwatch.GetElapsedTime(started)));
            return true;
        }
        catch (LedgerFailure)
        {
            throw;
        }
        catch (Exception e) when (cancellation.IsCancellationRequested)
        {
            // What fails while it is being stopped was stopped: it is not the unit's failure.
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
        catch (Exception e)
        {
            if (!claim.IsHeld)
                return Lost(planned);
            var error = e is UnitFailure or UserError or IOException or UnauthorizedAccessException
                ? e.Message
                : e.ToString();
            log.WriteLine($"{planned.Unit.Key}: failed: {error}");
            Record(Failed(planned, e, error, attempt, Stopwatch.GetElapsedTime(started)));
            return false;
        }
    }

    private bool Lost(PlannedUnit planned)
    {
        log.WriteLine($"{planned.Unit.Key}: its claim was taken over; nothing is committed");
        return false;
    }

    private TimeSpan RetryWait(int attempt) =>
        TimeSpan.FromSeconds(
            Math.Min(
                plan.Stage.Limits.Backoff.TotalSeconds * Math.Pow(2, attempt - 1),
                LongestRetryWait.TotalSeconds
            )
        );

    private void Record(LedgerRecord record)
    {
        try
        {
            writer.Append(record, plan.SharedParts);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerFailure(plan.Stage.Paths.Ledger, e);
        }
    }

    private DoneRecord Done(
        PlannedUnit planned,
        IReadOnlyList<OutputRecord> outputs,
        int attempt,
        TimeSpan elapsed
    ) =>
        new()
        {
            Unit = planned.Unit.Key,
            Fingerprint = planned.Fingerprint,
            Generation = plan.Generation,
            At = clock.GetUtcNow(),
            Worker = workerId,
            Sequence = writer.NextSequence(),
            Attempt = attempt,
            Seconds = elapsed.TotalSeconds,
            SharedParts = Fingerprint.IdOf(plan.SharedParts),
            OwnParts = planned.OwnParts,
            Outputs = outputs,
        };

    private FailedRecord Failed(
        PlannedUnit planned,
        Exception exception,
        string error,
        int attempt,
        TimeSpan elapsed
    ) =>
        new()
        {
            Unit = planned.Unit.Key,
            Fingerprint = planned.Fingerprint,
            Generation = plan.Generation,
            At = clock.GetUtcNow(),
            Worker = workerId,
            Sequence = writer.NextSequence(),
            Attempt = attempt,
            Seconds = elapsed.TotalSeconds,
            ExitCode = (exception as UnitFailure)?.ExitCode ?? 1,
            Error = error.Length > 4096 ? error[..4096] : error,
            Log = plan.Stage.Shown(
                plan.Stage.Worker == CommandWorker.Name
                    ? CommandWorker.LogOf(plan.Stage, planned.Unit.Key)
                    : ShardLog.PathOf(plan.Stage, shard)
            ),
        };
}
