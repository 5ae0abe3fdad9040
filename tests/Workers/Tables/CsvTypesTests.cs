using Sluice.Tests.Support;
using Sluice.Workers.Tables;
using Sluice.Workers.Tables.Csv;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Tables;

/// <summary>Types are found over whole columns, and nothing is lost.</summary>
public sealed class CsvTypesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1|-2|0|9223372036854775807", ParquetType.Int64)]
    [InlineData("1||3", ParquetType.Int64)]
    [InlineData("1|2.5", ParquetType.Double)]
    [InlineData("0.1|-1e-3|.5|5.|1E+10|-0", ParquetType.Double)]
    [InlineData("3.50|0.30000000000000004", ParquetType.Double)]
    [InlineData("true|False|TRUE|", ParquetType.Boolean)]
    [InlineData("007", ParquetType.String)]
    [InlineData("-007|1", ParquetType.String)]
    [InlineData("00.5|1.5", ParquetType.String)]
    [InlineData("+491701234567|1", ParquetType.String)]
    [InlineData("9223372036854775808", ParquetType.String)]
    [InlineData("12345678901234567890|1", ParquetType.String)]
    [InlineData("9007199254740993|0.5", ParquetType.String)]
    [InlineData("0.12345678901234567890", ParquetType.String)]
    [InlineData("1e400", ParquetType.String)]
    [InlineData("1e-400", ParquetType.String)]
    [InlineData("1e99999999999", ParquetType.String)]
    [InlineData("1|two", ParquetType.String)]
    [InlineData("1|true", ParquetType.String)]
    [InlineData("1,000|2", ParquetType.String)]
    [InlineData("0x1F", ParquetType.String)]
    [InlineData(" 1", ParquetType.String)]
    [InlineData("\u0661", ParquetType.String)]
    [InlineData("NaN|1", ParquetType.String)]
    [InlineData("NA|1", ParquetType.String)]
    [InlineData("-|1", ParquetType.String)]
    [InlineData(".", ParquetType.String)]
    [InlineData("1.2.3", ParquetType.String)]
    [InlineData("|", ParquetType.String)]
    public void A_column_has_the_type_that_all_its_values_have(string values, ParquetType type) =>
        Assert.Equal(type, Read(values, new()).Columns[1].Type);

    [Fact]
    public void An_empty_field_is_null_and_a_text_column_is_text_whatever_it_holds()
    {
        var table = Read("1||3", new());
        Assert.Equal(["1", null, "3"], table.Rows.Select(row => row[1]));
        Assert.Equal(new ParquetColumn("text", ParquetType.String), table.Columns[0]);
        Assert.Equal("0", table.Rows[0][0]);
    }

    [Fact]
    public void Identifiers_are_text_unless_all_types_are_asked_for()
    {
        foreach (var name in new[] { "id", "rid", "post_id", "userId", "UUID" })
        {
            Assert.Equal(ParquetType.String, TypeOf(name, ColumnTypes.Inferred));
            Assert.Equal(ParquetType.Int64, TypeOf(name, ColumnTypes.All));
        }
        foreach (var name in new[] { "paid", "valid", "BID", "grid" })
            Assert.Equal(ParquetType.Int64, TypeOf(name, ColumnTypes.Inferred));
    }

    [Fact]
    public void Types_text_keeps_every_field_as_it_stands()
    {
        var table = Read("1||007", new(), ColumnTypes.Text);
        Assert.Equal(new ParquetColumn("x", ParquetType.String), table.Columns[1]);
        Assert.Equal(["1", "", "007"], table.Rows.Select(row => row[1]));
    }

    [Fact]
    public void A_decimal_comma_is_one_where_it_is_configured()
    {
        var dialect = new CsvDialect { Delimiter = ';', Decimal = ',' };
        var table = Read("1,5|2|-0,25", dialect);
        Assert.Equal(ParquetType.Double, table.Columns[1].Type);
        Assert.Equal(["1.5", "2", "-0.25"], table.Rows.Select(row => row[1]));
        Assert.Equal(ParquetType.String, Read("1.234,5|2", dialect).Columns[1].Type);
        Assert.Equal(ParquetType.String, Read("1.5|2,5", dialect).Columns[1].Type);
    }

    [Fact]
    public void Words_for_null_are_nulls_where_they_are_configured()
    {
        var table = Read(@"1|\N|NA|4", new CsvDialect { Nulls = [@"\N", "NA"] });
        Assert.Equal(ParquetType.Int64, table.Columns[1].Type);
        Assert.Equal(["1", null, null, "4"], table.Rows.Select(row => row[1]));
    }

    private ParquetType TypeOf(string name, ColumnTypes types) =>
        Read("1|2", new(), types, name).Columns[1].Type;

    private DataTable Read(
        string values,
        CsvDialect dialect,
        ColumnTypes types = ColumnTypes.Inferred,
        string name = "x"
    )
    {
        var mark = dialect.Delimiter;
        var lines = values
            .Split('|')
            .Select(
                (value, i) => value.Contains(mark) ? $"{i}{mark}\"{value}\"" : $"{i}{mark}{value}"
            );
        var csv = string.Join('\n', lines.Prepend($"text{mark}{name}"));
        return DataTable.Read(
            _folder.Save("in.csv", System.Text.Encoding.UTF8.GetBytes(csv)),
            dialect,
            types,
            "text"
        );
    }
}
