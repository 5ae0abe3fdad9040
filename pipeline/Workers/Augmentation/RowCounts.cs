namespace Sluice.Workers.Augmentation;

/// <summary>
/// What became of the variants asked for, of one row or, added up, of many: asked for =
/// produced + unacceptable + duplicates, except in rows whose evidence is missing, which make none.
/// </summary>
public readonly record struct RowCounts
{
    /// <summary>Variants made.</summary>
    public int Produced { get; init; }

    /// <summary>Variants given up because in some step no candidate passed the gate.</summary>
    public int Unacceptable { get; init; }

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
            Unacceptable = a.Unacceptable + b.Unacceptable,
            Duplicates = a.Duplicates + b.Duplicates,
            EvidenceMissing = a.EvidenceMissing + b.EvidenceMissing,
            Candidates = a.Candidates + b.Candidates,
        };
}
