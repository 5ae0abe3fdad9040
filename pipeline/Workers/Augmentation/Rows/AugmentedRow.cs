namespace Sluice.Workers.Augmentation.Rows;

/// <summary>What one input row gave for one combo.</summary>
/// <param name="Variants">The texts made, at most as many as asked for; all distinct.</param>
/// <param name="Counts">What became of the variants asked for.</param>
internal sealed record AugmentedRow(IReadOnlyList<AugmentedText> Variants, RowCounts Counts);
