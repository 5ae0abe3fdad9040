using Sluice.Workers.Tables;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Augmentation;

/// <summary>Writes augmented rows as Parquet: equal rows give equal bytes.</summary>
internal static class DatasetWriter
{
    /// <summary>Writes the rows in input order.</summary>
    public static void Write(
        string path,
        DatasetSchema schema,
        DataTable table,
        IReadOnlyList<IReadOnlyList<AugmentedText>> variants,
        string combo,
        ParquetCodec codec = ParquetCodec.Snappy
    )
    {
        using var stream = File.Create(path);
        var writer = new ParquetWriter(
            stream,
            schema.Columns,
            new ParquetOptions { Codec = codec }
        );
        for (var row = 0; row < variants.Count; row++)
            foreach (var variant in variants[row])
            {
                var input = table.Rows[row];
                writer.Append(variant.Text);
                if (schema.Evidence is not null)
                    writer.Append(variant.Evidence);
                writer.Append(input[schema.Evidence ?? schema.Text]).Append(combo);
                foreach (var other in schema.Others)
                    writer.AppendText(input[other]);
                writer.EndRow();
            }
        writer.Finish();
    }
}
