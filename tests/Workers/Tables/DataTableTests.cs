using System.Text;
using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Tables;
using Sluice.Workers.Tables.Csv;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Tables;

/// <summary>JSON Lines and Parquet as input, their types kept.</summary>
public sealed class DataTableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_own_writer_wrote_is_read_back_value_by_value()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var sample = SampleTables.Random(seed);
            using var table = ParquetTable.Open(_folder.Save("table.parquet", sample.ToParquet()));
            Assert.Equal(sample.Columns.Select(c => c.Type), table.Columns.Select(c => c.Type));
            Assert.Equal(
                sample.Columns.Select(c => c.Optional),
                table.Columns.Select(c => c.Optional)
            );
            var row = 0;
            foreach (var group in table.Groups())
                for (var i = 0; i < group.Rows; i++, row++)
                    Assert.Equal(
                        sample.Rows[row].Select(Expected),
                        group.Columns.Select(column => column[i])
                    );
            Assert.Equal(sample.Rows.Count, row);
        }
    }

    [Fact]
    public void Members_of_JSON_lines_are_columns_with_types()
    {
        var table = Json(
            """
            {"text": "a", "n": 1, "x": 1, "ok": true, "mixed": 1, "big": 12345678901234567890}

            {"text": "b\u00e9", "x": 2.5, "ok": null, "mixed": "two", "tags": ["p", 1], "big": 1}
            """
        );
        Assert.Equal(
            [
                ("text", ParquetType.String, false),
                ("n", ParquetType.Int64, true),
                ("x", ParquetType.Double, true),
                ("ok", ParquetType.Boolean, true),
                ("mixed", ParquetType.String, true),
                ("big", ParquetType.String, true),
                ("tags", ParquetType.String, true),
            ],
            table.Columns.Select(c => (c.Name, c.Type, c.Optional))
        );
        Assert.Equal(["a", "1", "1", "true", "1", "12345678901234567890", null], table.Rows[0]);
        Assert.Equal(["bé", null, "2.5", null, "two", "1", "[\"p\", 1]"], table.Rows[1]);
    }

    [Fact]
    public void NaN_as_Python_writes_it_is_null()
    {
        var table = Json(
            """
            {"text": "a NaN \" b", "n": NaN}
            {"text": "c", "n": 1.5}
            """
        );
        Assert.Equal(["a NaN \" b", null], table.Rows[0]);
        Assert.Equal(["c", "1.5"], table.Rows[1]);
        Assert.Equal(ParquetType.Double, table.Columns[1].Type);
    }

    [Theory]
    [InlineData("{\"text\": \"a\"}\n{\"text\": \"b\"", ":2: not JSON at character")]
    [InlineData("{\"text\": \"a\"}\n[1]", ":2: holds array, not an object")]
    [InlineData("{\"text\": \"a\", \"text\": \"b\"}", ":1: member 'text' stands twice")]
    [InlineData("{\"text\": \"\\ud800\"}", ":1: an escape stands for half a character")]
    [InlineData("\n", ": no line holds an object")]
    [InlineData("{}\n{}", ": all objects are empty")]
    [InlineData("{\"text\": Infinity}", ":1: not JSON at character")]
    [InlineData("{\"tekst\": 1}", ": no column 'text'; found: tekst; did you mean 'tekst'?")]
    public void A_wrong_line_is_named(string json, string told)
    {
        var error = Assert.Throws<UserError>(() => Json(json));
        Assert.Contains("in.jsonl" + told, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_foreign_or_damaged_Parquet_file_is_refused_by_name()
    {
        var error = Assert.Throws<UserError>(() => Parquet("text\na\n"u8.ToArray()));
        Assert.Contains("in.parquet: not a Parquet file", error.Message);
        var bytes = SampleTables.Random(4).ToParquet();
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(4, bytes.Length - 8)] ^= (byte)(1 << random.Next(8));
            var failure = Record.Exception(() => Parquet(damaged));
            Assert.True(failure is null or UserError, failure?.ToString());
        }
    }

    private static string? Expected(object? cell) =>
        cell switch
        {
            true => "true",
            false => "false",
            string text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)),
            IFormattable number => number.ToString(
                null,
                System.Globalization.CultureInfo.InvariantCulture
            ),
            _ => null,
        };

    private DataTable Json(string lines) =>
        DataTable.Read(
            _folder.Save("in.jsonl", Encoding.UTF8.GetBytes(lines)),
            CsvDialect.Standard,
            ColumnTypes.Inferred,
            "text"
        );

    private DataTable Parquet(byte[] bytes) =>
        DataTable.Read(
            _folder.Save("in.parquet", bytes),
            CsvDialect.Standard,
            ColumnTypes.Inferred
        );
}
