using Sluice.Engine.Fingerprints;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>The records of a worker's attempts.</summary>
internal sealed class UnitRecords(
    Plan plan,
    string worker,
    string shardLog,
    LedgerWriter writer,
    TimeProvider clock
)
{
    private const int LongestError = 4096;

    private readonly string _shared = Fingerprint.IdOf(plan.SharedParts);

    /// <summary>Outputs stand under their names.</summary>
    public DoneRecord Done(Attempt attempt, IReadOnlyList<OutputRecord> outputs) =>
        new()
        {
            Unit = attempt.Planned.Unit.Key,
            Fingerprint = attempt.Planned.Fingerprint,
            Generation = plan.Generation,
            At = clock.GetUtcNow(),
            Worker = worker,
            Sequence = writer.NextSequence(),
            Attempt = attempt.Number,
            Seconds = attempt.Elapsed.TotalSeconds,
            SharedParts = _shared,
            OwnParts = attempt.Planned.OwnParts,
            Outputs = outputs,
        };

    /// <summary>The attempt's error says why.</summary>
    public FailedRecord Failed(Attempt attempt)
    {
        var error = TextOf(attempt.Error!);
        return new()
        {
            Unit = attempt.Planned.Unit.Key,
            Fingerprint = attempt.Planned.Fingerprint,
            Generation = plan.Generation,
            At = clock.GetUtcNow(),
            Worker = worker,
            Sequence = writer.NextSequence(),
            Attempt = attempt.Number,
            Seconds = attempt.Elapsed.TotalSeconds,
            ExitCode = (attempt.Error as UnitFailure)?.ExitCode ?? 1,
            Error = error.Length > LongestError ? error[..LongestError] : error,
            Log = (attempt.Error as UnitFailure)?.Log ?? plan.Stage.Shown(shardLog),
        };
    }

    /// <summary>What is no bug of ours or of a worker needs no stack trace.</summary>
    public static string TextOf(Exception error) =>
        error is UnitFailure or UserError or IOException or UnauthorizedAccessException
            ? error.Message
            : error.ToString();
}
