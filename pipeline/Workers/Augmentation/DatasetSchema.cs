using Sluice.Engine;
using Sluice.Workers.Tables;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// A dataset's columns: text, evidence, evidence_original, source_combo, then the input's others.
/// Without an evidence column of its own the text is the evidence.
/// </summary>
internal sealed record DatasetSchema
{
    /// <summary>The evidence as it was in the input.</summary>
    public const string EvidenceOriginal = "evidence_original";

    /// <summary>The combo's methods, joined by "+".</summary>
    public const string SourceCombo = "source_combo";

    /// <summary>Index of the text column in the input.</summary>
    public required int Text { get; init; }

    /// <summary>Index of the evidence column in the input; null when the whole text is augmented.</summary>
    public required int? Evidence { get; init; }

    /// <summary>Indices of the input's other columns.</summary>
    public required IReadOnlyList<int> Others { get; init; }

    /// <summary>Columns of the dataset, in order.</summary>
    public required IReadOnlyList<ParquetColumn> Columns { get; init; }

    /// <summary>The schema of an input.</summary>
    /// <exception cref="UserError">A column is missing, or would appear twice in the dataset.</exception>
    public static DatasetSchema Of(DataTable table, string textColumn, string evidenceColumn)
    {
        var text = table.IndexOf(textColumn);
        int? evidence =
            evidenceColumn.Length == 0 || evidenceColumn == textColumn
                ? null
                : table.IndexOf(evidenceColumn);
        var others = Enumerable
            .Range(0, table.Columns.Count)
            .Where(i => i != text && i != evidence)
            .ToList();
        foreach (var reserved in new[] { EvidenceOriginal, SourceCombo })
            if (table.Columns.Any(column => column.Name == reserved))
                throw new UserError(
                    $"the input has a column '{reserved}', which the dataset adds itself; rename it in the input"
                );
        return new DatasetSchema
        {
            Text = text,
            Evidence = evidence,
            Others = others,
            Columns =
            [
                new(textColumn, ParquetType.String),
                .. evidence is null
                    ? Array.Empty<ParquetColumn>()
                    : [new(evidenceColumn, ParquetType.String)],
                new(EvidenceOriginal, ParquetType.String),
                new(SourceCombo, ParquetType.String),
                .. others.Select(i => table.Columns[i]),
            ],
        };
    }

    /// <inheritdoc cref="Of(DataTable, string, string)"/>
    public static DatasetSchema Of(DataTable table, AugmentSettings settings) =>
        Of(table, settings.TextColumn, settings.EvidenceColumn ?? "");
}
