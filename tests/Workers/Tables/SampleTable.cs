using System.Text;
using System.Text.Json;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Tables;

/// <summary>A table with the layout to write it in, and its cells as the judging script expects them.</summary>
internal sealed record SampleTable(
    IReadOnlyList<ParquetColumn> Columns,
    IReadOnlyList<object?[]> Rows,
    ParquetOptions Options
)
{
    /// <summary>The table as a Parquet file.</summary>
    public byte[] ToParquet()
    {
        var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, Columns, Options);
        foreach (var row in Rows)
        {
            foreach (var cell in row)
                _ = cell switch
                {
                    bool flag => writer.Append(flag),
                    long number => writer.Append(number),
                    double number => writer.Append(number),
                    string text => writer.Append(text),
                    _ => writer.AppendNull(),
                };
            writer.EndRow();
        }
        writer.Finish();
        return stream.ToArray();
    }

    /// <summary>The form that <c>verify-parquet.mjs</c> describes.</summary>
    public byte[] ToJson() =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                columns = Columns.Select(column => new
                {
                    name = WellFormed(column.Name),
                    type = column.Type.ToString(),
                }),
                rows = Rows.Select(row => row.Select(Encode)),
            }
        );

    private static string? Encode(object? cell) =>
        cell switch
        {
            true => "true",
            false => "false",
            long number => number.ToString(),
            double.NaN => "NaN",
            double number => BitConverter.DoubleToInt64Bits(number).ToString("x16"),
            string text => WellFormed(text),
            _ => null,
        };

    /// <summary>The writer's stated rule: each lone surrogate becomes U+FFFD.</summary>
    private static string WellFormed(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
