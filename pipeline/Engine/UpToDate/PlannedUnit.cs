using Sluice.Engine.Graph;

namespace Sluice.Engine.UpToDate;

/// <summary>A unit as frozen in a plan.</summary>
/// <param name="Unit">What to do.</param>
/// <param name="Fingerprint">64 hex digits.</param>
/// <param name="OwnParts">The fingerprint's parts besides the plan's shared ones.</param>
/// <param name="Verdict">Whether it must run, and why.</param>
/// <param name="SeenRecord">Id of the done record the planner saw; a later one means someone else did it meanwhile.</param>
/// <param name="Selected">False when <c>--only</c> leaves it out.</param>
public sealed record PlannedUnit(
    Unit Unit,
    string Fingerprint,
    IReadOnlyList<FingerprintPart> OwnParts,
    Verdict Verdict,
    string? SeenRecord,
    bool Selected = true
)
{
    /// <summary>Whether this run does it.</summary>
    public bool Runs => Selected && Verdict.IsStale;

    /// <summary>The record that does it and that the planner had not seen, or null.</summary>
    public DoneRecord? DoneSince(Ledger ledger) =>
        ledger.Done(Unit.Key) is { } done
        && done.Fingerprint == Fingerprint
        && done.Id != SeenRecord
            ? done
            : null;
}
