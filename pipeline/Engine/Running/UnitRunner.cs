using System.Diagnostics;
using Sluice.Engine.Files;
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
    Fence fence,
    LedgerWriter writer,
    Heartbeat heartbeat,
    TextWriter log,
    TimeProvider clock
)
{
    private static readonly TimeSpan LongestRetryWait = TimeSpan.FromDays(1);

    private readonly Ledger _ledger = Ledger.Open(plan.Stage.Paths.Ledger);
    private readonly Lock _ledgerGate = new();
    private int _slot;

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
        if (claims.TryClaim(planned.Unit.Key, fence) is not { } claim)
            return UnitResult.Busy;
        var staging = fence.Slot(Interlocked.Increment(ref _slot));
        try
        {
            if (IsDoneMeanwhile(planned))
                return UnitResult.DoneElsewhere;
            heartbeat.Update(status => status with { Current = planned.Unit.Key });
            for (var attempt = 1; ; attempt++)
            {
                if (await TryAsync(planned, staging, attempt, cancellation))
                    return UnitResult.Done;
                if (attempt > plan.Stage.Limits.Retries)
                    return UnitResult.Failed;
                var wait = RetryWait(attempt);
                log.WriteLine(
                    $"{ShownText.Of(planned.Unit.Key)}: retry {attempt} of {plan.Stage.Limits.Retries} in {wait.TotalSeconds:0.#} s"
                );
                await Task.Delay(wait, clock, cancellation);
            }
        }
        finally
        {
            Clear(staging);
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
        string staging,
        int attempt,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            ResetStaging(staging);
            var context = new UnitContext(
                plan,
                planned,
                shard,
                staging,
                log,
                rows => heartbeat.Update(status => status with { Rows = status.Rows + rows })
            );
            await worker.RunAsync(context, cancellation);
            cancellation.ThrowIfCancellationRequested();
            fence.ThrowIfLost();
            var outputs = OutputCommit.Run(planned.Unit, staging, plan.Stage.OutputRoot);
            fence.ThrowIfLost();
            Record(Done(planned, outputs, attempt, Stopwatch.GetElapsedTime(started)));
            return true;
        }
        catch (Exception e) when (e is LedgerFailure or FenceLost)
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
            fence.ThrowIfLost();
            var error = e is UnitFailure or UserError or IOException or UnauthorizedAccessException
                ? e.Message
                : e.ToString();
            log.WriteLine($"{ShownText.Of(planned.Unit.Key)}: failed: {ShownText.Indented(error)}");
            Record(Failed(planned, e, error, attempt, Stopwatch.GetElapsedTime(started)));
            return false;
        }
    }

    /// <summary>An empty directory for an attempt's outputs; never those above it: they are gone with the fence.</summary>
    private void ResetStaging(string staging)
    {
        Clear(staging);
        if (Disk.TryMakeDirectory(staging) is not (0 or Native.ErrorExists) and var error)
        {
            fence.ThrowIfLost();
            throw Disk.Failure("cannot make the directory", staging, error);
        }
    }

    private static void Clear(string staging)
    {
        if (Directory.Exists(staging))
            Disk.DeleteTree(staging);
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
            Worker = fence.Worker,
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
            Worker = fence.Worker,
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
