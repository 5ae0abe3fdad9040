namespace Sluice.Workers.Augmentation.Rows;

/// <summary>
/// What became of the variants asked for, of one row or, added up, of many: asked for =
/// produced + unacceptable + duplicates, except in rows whose evidence is missing, which make none.
/// </summary>
internal readonly record struct RowCounts
{
    /// <summary>Variants made.</summary>
    public int Produced { get; init; }

    /// <summary>Variants given up because a method had nothing for the text.</summary>
    public int NoCandidate { get; init; }

    /// <summary>Variants given up because a method left the text as it was.</summary>
    public int Unchanged { get; init; }

    /// <summary>Variants given up because they were more alike than the gate's maximum.</summary>
    public int TooSimilar { get; init; }

    /// <summary>Variants given up because they were less alike than the gate's minimum.</summary>
    public int TooDifferent { get; init; }

    /// <summary>
    /// Variants given up because in some step no candidate would do; each counts once, for the reason against
    /// the step's last candidate.
    /// </summary>
    public int Unacceptable => NoCandidate + Unchanged + TooSimilar + TooDifferent;

    /// <summary>Variants dropped because the row had the same one already, or was it itself.</summary>
    public int Duplicates { get; init; }

    /// <summary>Rows skipped because their evidence is not to be found in their text.</summary>
    public int EvidenceMissing { get; init; }

    /// <summary>Candidates that methods were asked for.</summary>
    public int Candidates { get; init; }

    /// <summary>Variants and rows skipped, for the log line's <c>skipped=</c>.</summary>
    public int Skipped => Unacceptable + Duplicates + EvidenceMissing;

    /// <summary>The sums.</summary>
    public static RowCounts operator +(RowCounts a, RowCounts b) =>
        new()
        {
            Produced = a.Produced + b.Produced,
            NoCandidate = a.NoCandidate + b.NoCandidate,
            Unchanged = a.Unchanged + b.Unchanged,
            TooSimilar = a.TooSimilar + b.TooSimilar,
            TooDifferent = a.TooDifferent + b.TooDifferent,
            Duplicates = a.Duplicates + b.Duplicates,
            EvidenceMissing = a.EvidenceMissing + b.EvidenceMissing,
            Candidates = a.Candidates + b.Candidates,
        };
}
