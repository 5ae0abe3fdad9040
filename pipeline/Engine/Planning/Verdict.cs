namespace Sluice.Engine.Planning;

/// <summary>Whether a unit must run, and why.</summary>
/// <param name="Kind">The reason's sort.</param>
/// <param name="Detail">The reason in words; empty when up to date.</param>
public readonly record struct Verdict(VerdictKind Kind, string Detail)
{
    /// <summary>Recorded as done with this fingerprint, outputs as recorded.</summary>
    public static Verdict UpToDate => new(VerdictKind.UpToDate, "");

    /// <summary>No record of it.</summary>
    public static Verdict NeverRan => new(VerdictKind.NeverRan, "never ran");

    /// <summary>The user wants it redone.</summary>
    public static Verdict Forced => new(VerdictKind.Forced, "forced");

    /// <summary>Must run.</summary>
    public bool IsStale => Kind != VerdictKind.UpToDate;

    /// <inheritdoc/>
    public override string ToString() => IsStale ? Detail : "up to date";
}

/// <summary>Sorts of verdict.</summary>
public enum VerdictKind
{
    UpToDate,
    NeverRan,
    Changed,
    OutputMissing,
    OutputModified,
    Failed,
    Forced,

    /// <summary>An input will be made by an earlier stage of this run.</summary>
    Waiting,
}
