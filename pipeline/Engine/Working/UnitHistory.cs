using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>What the ledger says became of a unit in this run, whoever worked on it. Pure.</summary>
/// <param name="Done">The record that does it, or null.</param>
/// <param name="Failed">Its last failure, or null.</param>
public readonly record struct UnitHistory(DoneRecord? Done, FailedRecord? Failed)
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether a newer plan has made it from other settings or inputs meanwhile: to make it by this
    /// one would put the older outputs in the place of the newer.
    /// </summary>
    public bool IsOvertaken { get; private init; }

    /// <summary>Tries so far.</summary>
    public int Attempts => Failed?.Attempt ?? 0;

    /// <summary>A failure counts when the plan promised this fingerprint and did not know of it.</summary>
    public static UnitHistory Of(Plan plan, PlannedUnit planned, Ledger ledger) =>
        new(
            planned.DoneSince(ledger),
            ledger.Failed(planned.Unit.Key) is { } failed
            && failed.Generation >= plan.Generation
            && failed.Fingerprint == planned.Fingerprint
                ? failed
                : null
        )
        {
            IsOvertaken = planned.IsOvertaken(ledger, plan.Generation),
        };

    /// <summary>Whether nobody is to run it any more.</summary>
    public bool IsSettled(RunLimits limits) =>
        Done is not null || IsOvertaken || Attempts > limits.Retries;

    /// <summary>How long the next try has to wait from now on.</summary>
    public TimeSpan Wait(RunLimits limits, DateTimeOffset now)
    {
        if (Failed is null)
            return TimeSpan.Zero;
        var whole = WaitAfter(Attempts, limits);
        var left = Failed.At + whole - now;
        // Another machine's clock may be ahead of ours or behind.
        return left < TimeSpan.Zero ? TimeSpan.Zero
            : left > whole ? whole
            : left;
    }

    /// <summary>The wait after the N-th try; it doubles with each.</summary>
    public static TimeSpan WaitAfter(int attempt, RunLimits limits) =>
        TimeSpan.FromSeconds(
            Math.Min(
                limits.Backoff.TotalSeconds * Math.Pow(2, attempt - 1),
                s_longestWait.TotalSeconds
            )
        );
}
