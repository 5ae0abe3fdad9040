using System.Text;
using Sluice.Tests.Support;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Tests.Workers.Tables;

public sealed class CsvTextTests : IDisposable
{
    private static readonly string[] _pieces =
    [
        "",
        " ",
        "a",
        ",",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\r",
        "é",
        "🙂",
        "\uFEFF",
        "'",
        "=1+1",
        "word word",
        "\t;|",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quotes_stand_only_where_needed() =>
        Assert.Equal(
            "combo_id,methods,k\nab,\"x,y\", 2 \n,\"say \"\"hi\"\"\n\",3\n",
            Text(
                ["combo_id", "methods", "k"],
                [
                    ["ab", "x,y", " 2 "],
                    ["", "say \"hi\"\n", "3"],
                ]
            )
        );

    [Fact]
    public void A_lone_empty_field_is_no_blank_line() =>
        Assert.Equal(
            "a\n\"\"\n",
            Text(
                ["a"],
                [
                    [""],
                ]
            )
        );

    [Fact]
    public void A_NUL_is_refused_since_no_reader_would_take_it() =>
        Assert.Throws<ArgumentException>(() =>
            Text(
                ["a"],
                [
                    ["\0"],
                ]
            )
        );

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            Text(
                ["a", "b"],
                [
                    ["1"],
                ]
            )
        );

    [Fact]
    public void Any_table_reads_back_the_same()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var columns = Enumerable
                .Range(0, random.Next(1, 6))
                .Select(i => Field(random) + i)
                .ToArray();
            var rows = Enumerable
                .Range(0, random.Next(30))
                .Select(_ => columns.Select(_ => Field(random)).ToArray())
                .ToArray();
            var path = _folder.Save("table.csv", Encoding.UTF8.GetBytes(Text(columns, rows)));
            var table = CsvTable.Read(path, columns);
            Assert.Equal(columns, table.Columns);
            Assert.Equal(rows, table.Rows);
        }
    }

    [Fact]
    public void A_ragged_row_after_any_table_is_refused_with_its_line()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            string[][] rows =
            [
                .. Enumerable.Range(0, 20).Select(_ => new[] { Field(random), "x" }),
            ];
            var text = Text(["a", "b"], rows);
            var line = text.ReplaceLineEndings("\n").Count(c => c == '\n') + 1;
            var path = _folder.Save(
                "table.csv",
                Encoding.UTF8.GetBytes(text + "1,2,3\nafter,\"it\"\n")
            );
            var error = Assert.Throws<Sluice.Engine.UserError>(() => CsvTable.Read(path));
            Assert.StartsWith($"{path}:{line}: 2 fields expected, 3 found", error.Message);
        }
    }

    private static string Field(Random random) =>
        string.Concat(
            Enumerable.Range(0, random.Next(6)).Select(_ => _pieces[random.Next(_pieces.Length)])
        );

    private static string Text(string[] columns, string[][] rows)
    {
        var stream = new MemoryStream();
        CsvText.Write(stream, columns, rows);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
