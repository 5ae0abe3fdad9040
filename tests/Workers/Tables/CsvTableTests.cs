using System.Text;
using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Tests.Workers.Tables;

public sealed class CsvTableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quoted_fields_keep_their_commas_quotes_and_line_breaks()
    {
        var table = Read("id,text\n1,\"a, \"\"b\"\"\nc\"\n2, d \n", "text");
        Assert.Equal(["id", "text"], table.Columns);
        Assert.Equal(
            [
                ["1", "a, \"b\"\nc"],
                ["2", " d "],
            ],
            table.Rows
        );
        Assert.Equal(1, table.IndexOf("text"));
    }

    [Theory]
    [InlineData("\uFEFFa,b\r\n1,2\r\n")]
    [InlineData("a,b\r1,2\r")]
    [InlineData("a,b\n1,2")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"")]
    public void Every_line_end_and_a_byte_order_mark_are_accepted(string text)
    {
        var table = Read(text);
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(
            [
                ["1", "2"],
            ],
            table.Rows
        );
    }

    [Theory]
    [InlineData("sep=;,b\n1,2\n", "sep=;")]
    [InlineData("a;b,c\n1,2\n", "a;b")]
    [InlineData("#a,b\n1,2\n", "#a")]
    [InlineData("PAR1,b\n1,2\n", "PAR1")]
    [InlineData(",b\n1,2\n", "")]
    public void Any_column_name_is_taken_as_it_stands(string text, string first) =>
        Assert.Equal(first, Read(text).Columns[0]);

    [Fact]
    public void A_header_alone_has_no_rows() => Assert.Empty(Read("a,b\n").Rows);

    [Fact]
    public void A_blank_line_is_passed_over_where_rows_have_several_fields() =>
        Assert.Equal(
            [
                ["1", "2"],
                ["3", "4"],
            ],
            Read("a,b\n\n1,2\r\n\r\n3,4\n\n").Rows
        );

    [Fact]
    public void A_blank_line_is_an_empty_value_where_rows_have_one_field() =>
        Assert.Equal(
            [
                ["1"],
                [""],
                [""],
                ["2"],
            ],
            Read("a\n1\n\n\"\"\n2\n").Rows
        );

    [Theory]
    [InlineData("a,b\n1,2\n3\n", 3, "2 fields expected, 1 found")]
    [InlineData("a,b\n\"x\ny\r\nz\",2\n\n1,2,3\n", 6, "2 fields expected, 3 found")]
    [InlineData("a,b\r\"x\ry\",2\r1\r", 4, "2 fields expected, 1 found")]
    public void A_ragged_row_is_refused_with_its_line(string text, int line, string fact) =>
        AssertRefused(text, $":{line}: {fact}");

    [Theory]
    [InlineData(
        "a,b\n\"x\ny\",2\n3,\"open\nto the\nend\n",
        4,
        "a quoted field of the record that starts here is never closed"
    )]
    [InlineData("a,b\n1,\"2", 2, "a quoted field of the record that starts here is never closed")]
    [InlineData("a,\"b\n1,2\n", 1, "a quoted field of the record that starts here is never closed")]
    [InlineData("a,b\n\n1,\"2\n\"3\n", 3, "text follows a closing quote")]
    [InlineData("a,b\n1,2\"3\n", 2, "a quote stands inside an unquoted field")]
    public void A_misplaced_quote_is_refused_with_its_records_line(
        string text,
        int line,
        string fact
    ) => AssertRefused(text, $":{line}: {fact}");

    [Fact]
    public void A_missing_column_is_named_with_those_found_and_the_nearest() =>
        AssertRefused(
            "post_id,sentence_text\n1,a\n",
            ":1: no column 'sentense_text'; found: post_id, sentence_text;"
                + " did you mean 'sentence_text'?",
            "post_id",
            "sentense_text"
        );

    [Fact]
    public void A_column_unlike_any_other_brings_no_guess() =>
        AssertRefused(
            "post_id,text\n1,a\n",
            ":1: no column 'explanation'; found: post_id, text; name one of these",
            "explanation"
        );

    [Fact]
    public void A_column_name_given_twice_is_refused() =>
        AssertRefused("a,b,a\n1,2,3\n", ":1: two columns are named 'a'; rename one");

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_refused(string text) => AssertRefused(text, ": the file is empty");

    [Fact]
    public void A_blank_header_is_refused() =>
        AssertRefused("\na,b\n", ":1: the first line is blank");

    [Fact]
    public void Bad_utf8_is_refused_with_its_line_and_offset() =>
        AssertRefused(
            [.. "a,b\r\n1,\"é\n"u8, 0xE9, .. "\"\n"u8],
            ":3: not UTF-8: byte 0xE9 at byte offset 11; save it as UTF-8"
        );

    [Fact]
    public void A_NUL_is_refused_as_binary() =>
        AssertRefused("a,b\n1,\0\n", ":2: a NUL at byte offset 6, so not CSV text");

    [Theory]
    [InlineData("PK\x03\x04\0\0", "a zip archive (perhaps an .xlsx workbook)")]
    [InlineData("PAR1\x15\0\x15", "a Parquet file")]
    public void A_file_of_another_format_is_refused_by_name(string start, string kind) =>
        AssertRefused(start, $": is {kind}, not CSV text; export it as CSV in UTF-8");

    [Fact]
    public void Utf16_is_refused_by_name() =>
        AssertRefused(
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b\n")],
            ": is UTF-16"
        );

    [Fact]
    public void A_missing_file_is_refused() =>
        Assert.Equal(
            "no/such.csv: no such file; check the path",
            Assert.Throws<UserError>(() => CsvTable.Read("no/such.csv")).Message
        );

    [Fact]
    public void A_directory_is_refused() =>
        Assert.Equal(
            $"{_folder.Path}: is a directory; name a file",
            Assert.Throws<UserError>(() => CsvTable.Read(_folder.Path)).Message
        );

    private CsvTable Read(string text, params string[] required) =>
        CsvTable.Read(_folder.Save("input.csv", Encoding.UTF8.GetBytes(text)), required);

    private void AssertRefused(string text, string fact, params string[] required) =>
        AssertRefused(Encoding.UTF8.GetBytes(text), fact, required);

    private void AssertRefused(byte[] bytes, string fact, params string[] required)
    {
        var path = _folder.Save("input.csv", bytes);
        var error = Assert.Throws<UserError>(() => CsvTable.Read(path, required));
        Assert.StartsWith(path + fact, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }
}
