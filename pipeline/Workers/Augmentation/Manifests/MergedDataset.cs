using Sluice.Engine.Planning;
using Sluice.Engine.Working;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>
/// One Parquet file with the rows of every combo, in the manifest's order. A row group is in memory at a
/// time, whatever the number of combos and rows.
/// </summary>
internal static class MergedDataset
{
    /// <summary>Writes the second output of the unit.</summary>
    /// <exception cref="UnitFailure">A dataset has other rows than its manifest row says, or other columns than the first.</exception>
    public static void Write(
        UnitContext unit,
        Plan plan,
        IReadOnlyList<ManifestRow> rows,
        CancellationToken cancellation
    )
    {
        var files = plan
            .Units.Select(u =>
                Path.Combine(plan.Stage.OutputRoot, u.Unit.Outputs[AugmentStage.Dataset])
            )
            .ToList();
        var codec = AugmentRecipe.CodecOf(AugmentRecipe.Compression.In(plan.Stage.Parameters));
        using var stream = File.Create(unit.Output(1));
        ParquetWriter? writer = null;
        IReadOnlyList<ParquetColumn> columns = [];
        for (var i = 0; i < files.Count; i++)
        {
            using var dataset = ParquetTable.Open(files[i]);
            if (writer is null)
            {
                columns = dataset.Columns;
                writer = new(stream, columns, new ParquetOptions { Codec = codec });
            }
            else if (!columns.SequenceEqual(dataset.Columns))
                throw new UnitFailure(
                    $"{plan.Stage.Shown(files[i])} has other columns than {plan.Stage.Shown(files[0])}; run --target=Augment --force"
                );
            var before = writer.RowCount;
            foreach (var group in dataset.Groups())
            {
                cancellation.ThrowIfCancellationRequested();
                for (var row = 0; row < group.Rows; row++)
                {
                    foreach (var column in group.Columns)
                        writer.AppendText(column[row]);
                    writer.EndRow();
                }
            }
            if (writer.RowCount - before != rows[i].Rows)
                throw new UnitFailure(
                    $"{plan.Stage.Shown(files[i])} gave {writer.RowCount - before} rows, its manifest says {rows[i].Rows}"
                );
        }
        writer?.Finish();
        unit.Log.WriteLine(
            $"Merged {writer?.RowCount ?? 0} rows of {files.Count} combos into {unit.Unit.Outputs[1]}"
        );
    }
}
