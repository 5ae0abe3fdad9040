using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Planning;

/// <summary>A unit as frozen in a plan. There are a million of them: what can be worked out is not kept.</summary>
public sealed class PlannedUnit
{
    private readonly object _own;

    /// <summary>With its own parts at hand.</summary>
    /// <param name="unit">What to do.</param>
    /// <param name="hash">Its fingerprint.</param>
    /// <param name="own">The fingerprint's parts besides the plan's shared ones.</param>
    /// <param name="verdict">Whether it must run, and why.</param>
    /// <param name="seenRecord">Id of the done record the planner saw; a later one means someone else did it meanwhile.</param>
    /// <param name="selected">False when <c>--only</c> leaves it out.</param>
    public PlannedUnit(
        Unit unit,
        Hash256 hash,
        IReadOnlyList<FingerprintPart> own,
        Verdict verdict,
        string? seenRecord,
        bool selected = true
    )
        : this(unit, hash, (object)own, verdict, seenRecord, selected) { }

    internal PlannedUnit(
        Unit unit,
        Hash256 hash,
        IOwnParts own,
        Verdict verdict,
        string? seenRecord,
        bool selected
    )
        : this(unit, hash, (object)own, verdict, seenRecord, selected) { }

    private PlannedUnit(
        Unit unit,
        Hash256 hash,
        object own,
        Verdict verdict,
        string? seenRecord,
        bool selected
    )
    {
        Unit = unit;
        Hash = hash;
        _own = own;
        Verdict = verdict;
        SeenRecord = seenRecord;
        Selected = selected;
    }

    /// <summary>What to do.</summary>
    public Unit Unit { get; }

    /// <summary>The fingerprint.</summary>
    public Hash256 Hash { get; }

    /// <summary>The fingerprint as records have it: 64 hex digits.</summary>
    public string Fingerprint => Hash.ToString();

    /// <summary>The fingerprint's parts besides the plan's shared ones; of a unit that does not run, as they are now.</summary>
    public IReadOnlyList<FingerprintPart> OwnParts =>
        _own as IReadOnlyList<FingerprintPart> ?? ((IOwnParts)_own).Of(Unit);

    /// <summary>Hashes of the inputs as they were planned; null when they are not kept so.</summary>
    internal Hash256[]? InputsThen => (_own as PartsThen)?.Inputs;

    /// <summary>Whether <see cref="OwnParts"/> is a list at hand.</summary>
    internal bool HasParts => _own is IReadOnlyList<FingerprintPart>;

    /// <summary>Whether it must run, and why.</summary>
    public Verdict Verdict { get; }

    /// <summary>Id of the done record the planner saw of a unit that runs; null when there was none, or it does not run.</summary>
    public string? SeenRecord { get; }

    /// <summary>False when <c>--only</c> leaves it out.</summary>
    public bool Selected { get; }

    /// <summary>Whether this run does it.</summary>
    public bool Runs => Selected && Verdict.IsStale;

    /// <summary>The same, left to others.</summary>
    public PlannedUnit LeftOut() => new(Unit, Hash, _own, Verdict, SeenRecord, selected: false);

    /// <summary>The record that does it and that the planner had not seen, or null.</summary>
    public DoneRecord? DoneSince(Ledger ledger) =>
        IsDoneSince(ledger) ? ledger.Done(Unit.Key) : null;

    /// <summary>Whether a plan newer than of that generation has made the unit with another fingerprint.</summary>
    public bool IsOvertaken(Ledger ledger, long generation) =>
        ledger.Generation > generation
        && ledger.Done(Unit.Key) is { } done
        && done.Generation > generation
        && done.Fingerprint != Fingerprint;

    /// <summary>Whether there is such a record, without reading the whole of it.</summary>
    public bool IsDoneSince(Ledger ledger) => ledger.IsDone(Unit.Key, Hash, SeenRecord);
}
