using System.Text;
using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Tables;

namespace Sluice.Tests.Workers.Tables;

/// <summary>CSV as spreadsheets and databases write it, and what errors say of a file that is another.</summary>
public sealed class CsvDialectTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("windows-1252", 1252)]
    [InlineData("cp1252", 1252)]
    [InlineData("latin-1", 28591)]
    [InlineData("utf-16", 1200)]
    [InlineData("utf-16", 1201)]
    [InlineData("utf-16le", 1200)]
    [InlineData("utf-16-be", 1201)]
    public void Other_encodings_are_read(string name, int codePage)
    {
        var encoding =
            CodePagesEncodingProvider.Instance.GetEncoding(codePage)
            ?? Encoding.GetEncoding(codePage);
        byte[] bytes =
        [
            .. name == "utf-16" ? encoding.GetPreamble() : [],
            .. encoding.GetBytes("text;n\r\nGrüße aus Málaga;1\r\n"),
        ];
        var table = Read(bytes, new() { Delimiter = ";", Encoding = name });
        Assert.Equal("Grüße aus Málaga", Assert.Single(table.Rows)[0]);
    }

    [Theory]
    [InlineData("text\tn\na, b\t1\n", "tab", "\"", "a, b")]
    [InlineData("text,n\n'a, ''b'' c',1\n", ",", "'", "a, 'b' c")]
    [InlineData("text\tn\nsay \"x\" now\t1\n", "\\t", "", "say \"x\" now")]
    public void Tabs_other_quotes_and_none_are_read(
        string csv,
        string delimiter,
        string quote,
        string text
    ) => Assert.Equal(text, Read(csv, new() { Delimiter = delimiter, Quote = quote }).Rows[0][0]);

    [Fact]
    public void Escapes_are_read_as_databases_write_them()
    {
        var settings = new CsvSettings
        {
            Delimiter = "tab",
            Escape = @"\",
            Nulls = [@"\N"],
        };
        var table = Read("text\tn\nline\\none\\\ttab\\\\\t\\N\n\"say \\\"x\\\"\"\t5\n", settings);
        Assert.Equal(["line\none\ttab\\", null], table.Rows[0]);
        Assert.Equal(["say \"x\"", "5"], table.Rows[1]);
    }

    [Fact]
    public void The_line_by_which_Excel_names_its_delimiter_is_passed_over()
    {
        const string csv = "sep=;\r\ntext;n\r\na;1\r\n";
        Assert.Equal("a", Assert.Single(Read(csv, new() { Delimiter = ";" }).Rows)[0]);
        AssertTold(csv, new(), "looks like ';'-separated: set augment.csv.delimiter: ';'");
    }

    [Theory]
    [InlineData("text;n\na;1\n", "';'-separated: set augment.csv.delimiter: ';'")]
    [InlineData("\"text\";\"n\"\n\"a\";1\n", "';'-separated: set augment.csv.delimiter: ';'")]
    [InlineData("text\tn\na, b\t1\n", "tab-separated: set augment.csv.delimiter: tab")]
    [InlineData("n|text\n1|a\n", "'|'-separated: set augment.csv.delimiter: '|'")]
    public void An_error_says_which_delimiter_it_looks_like(string csv, string told) =>
        AssertTold(csv, new(), told);

    [Fact]
    public void No_name_is_proposed_out_of_a_header_that_is_cut_at_the_wrong_character() =>
        AssertTold("text;n\na;1\n", new(), "found: text;n; it looks like ';'-separated");

    [Theory]
    [InlineData("[{\"text\": \"a\"}, {\"text\": \"b\"}]")]
    [InlineData("[\n  {\n    \"text\": \"a\"\n  }\n]\n")]
    [InlineData("{\"text\": \"a\"}\n{\"text\": \"b\"}\n")]
    public void JSON_is_told_from_CSV(string json) =>
        AssertTold(
            json,
            new(),
            "is JSON, not CSV; give it as JSON Lines (an object a line, named .jsonl) or as CSV"
        );

    [Fact]
    public void An_error_says_that_there_are_commas_where_another_is_configured() =>
        AssertTold(
            "text,n\na,1\n",
            new() { Delimiter = ";" },
            "','-separated: set augment.csv.delimiter: ','"
        );

    [Fact]
    public void An_error_says_which_encoding_it_looks_like()
    {
        AssertTold(
            Encoding.Latin1.GetBytes("text,n\nGrüße,1\n"),
            new(),
            ":2: not UTF-8: byte 0xFC at byte offset 9; it looks like windows-1252: set augment.csv.encoding: windows-1252"
        );
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var bytes = encoding.GetBytes("text,n\nhello,1\n");
            AssertTold(bytes, new(), "set augment.csv.encoding: utf-16");
            AssertTold(
                [.. encoding.GetPreamble(), .. bytes],
                new(),
                "set augment.csv.encoding: utf-16"
            );
        }
        AssertTold(
            [.. Encoding.UTF8.Preamble, .. "text,n\na,1\n"u8],
            new() { Encoding = "latin-1" },
            "set augment.csv.encoding: utf-8"
        );
    }

    [Fact]
    public void A_wrong_setting_is_refused()
    {
        CsvSettings[] wrong =
        [
            new() { Delimiter = ";;" },
            new() { Delimiter = "\"" },
            new() { Encoding = "ebcdic" },
            new() { Decimal = "'" },
            new() { Quote = "«" },
        ];
        Assert.All(wrong, settings => Assert.Single(settings.Problems()));
    }

    private void AssertTold(string csv, CsvSettings settings, string told) =>
        AssertTold(Encoding.UTF8.GetBytes(csv), settings, told);

    private void AssertTold(byte[] csv, CsvSettings settings, string told) =>
        Assert.Contains(told, Assert.Throws<UserError>(() => Read(csv, settings)).Message);

    private DataTable Read(string csv, CsvSettings settings) =>
        Read(Encoding.UTF8.GetBytes(csv), settings);

    private DataTable Read(byte[] csv, CsvSettings settings)
    {
        Assert.Empty(settings.Problems());
        return DataTable.Read(
            _folder.Save("in.csv", csv),
            settings.Dialect(),
            ColumnTypes.Inferred,
            "text"
        );
    }
}
