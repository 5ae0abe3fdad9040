using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Axes;
using static Sluice.Tests.Workers.Sweep.SweepYaml;

namespace Sluice.Tests.Workers.Axes;

/// <summary>Every form of an axis gives its values, and a wrong one is refused in plain words.</summary>
public sealed class AxisReaderTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("[a, 'b c', 3, 1e-4, \"\"]", "a|b c|3|1e-4|")]
    [InlineData("alone", "alone")]
    [InlineData("1..4", "1|2|3|4")]
    [InlineData("-1..1", "-1|0|1")]
    [InlineData("\"1..4\"", "1..4")]
    [InlineData("{from: 1, to: 3}", "1|2|3")]
    [InlineData("{from: 0, to: 0.5, step: 0.10}", "0|0.1|0.2|0.3|0.4|0.5")]
    [InlineData("{from: 0, to: 10, step: 4}", "0|4|8")]
    [InlineData("{from: 1, to: 1000, factor: 10}", "1|10|100|1000")]
    [InlineData("{from: 0.001, to: 0.1, factor: 10}", "0.001|0.01|0.1")]
    // The next would be too large for a number.
    [InlineData(
        "{from: 900000000000000, to: 999000000000000, factor: 900000000000000}",
        "900000000000000"
    )]
    public void Values_are_those_written(string yaml, string values) =>
        Assert.Equal(values, Values(yaml));

    [Theory]
    [InlineData("[]", "an empty list")]
    [InlineData("~", "nothing")]
    [InlineData("[a, [b]]", "a list with something else than plain values in it")]
    [InlineData("[a, b, a]", "'a' twice; take one out")]
    [InlineData("4..1", "an end below the beginning")]
    [InlineData("{from: 0, to: 1, step: 0}", "a step that does not lead upwards")]
    [InlineData(
        "{from: 0, to: 9, factor: 2}",
        "a factor that does not lead upwards from a number above 0"
    )]
    [InlineData(
        "{from: 1, to: 9, factor: 1}",
        "a factor that does not lead upwards from a number above 0"
    )]
    [InlineData("{from: 1, to: 9, step: 1, factor: 2}", "both step and factor")]
    [InlineData("{from: 1}", "no 'to'")]
    [InlineData("{from: a, to: 2}", "'a' as from, which is no number")]
    [InlineData("{from: 0, to: 1, step: 0.0000001}", "more than 1,000,000 values")]
    [InlineData("{from: 1, to: 9, factor: 1.0000000001}", "more than 1,000,000 values")]
    [InlineData("1..9000000", "more than 1,000,000 values")]
    [InlineData(
        "[1..3, 7]",
        "the range 1..3 within a list, where it would be one text; write it alone, or quote it if it is a text"
    )]
    [InlineData("{from: 0.1, to: 0.3}", "a range shorter than 1 without a step; say the step")]
    [InlineData(
        "{lines: ~/x}",
        "'~/x' with ~, which only a shell understands; write the path itself"
    )]
    [InlineData(
        "{glob: \"data/[ab\"}",
        @"the pattern 'data/[ab' with a [ that is not closed; write \[ for the sign itself"
    )]
    [InlineData("{globb: x}", "'globb' in it. Did you mean 'glob'?")]
    [InlineData("{from: 1, too: 2}", "'too' in it. Did you mean 'to'?")]
    [InlineData("{glob: x, csv: y}", "glob and csv in one axis")]
    [InlineData("{glob: \"\"}", "no path after glob")]
    public void What_is_no_axis_is_told(string yaml, string problem) =>
        Assert.Equal(problem, AxisForm.Problem(Node(yaml)));

    [Theory]
    [InlineData("1...3")]
    [InlineData("0.1..0.3")]
    [InlineData("1..")]
    [InlineData("..9")]
    [InlineData("1..9..2")]
    [InlineData("1…9")]
    [InlineData("1..1e3")]
    [InlineData("1..n")]
    [InlineData("1..9:2")]
    [InlineData("1..99999999999999999999")]
    [InlineData("a..e")]
    [InlineData("(1..5)")]
    [InlineData("1_000..2_000.5")]
    public void What_is_nearly_a_range_is_refused_unless_it_is_quoted(string text)
    {
        Assert.StartsWith(
            $"'{text}', which looks like a range and is none; write {{from: ",
            AxisForm.Problem(Node(text))
        );
        Assert.Equal(text, Values($"\"{text}\""));
    }

    [Theory]
    [InlineData("0x1..0x3")]
    [InlineData("2024-01-01..2024-01-05")]
    public void There_are_no_ranges_of_hexadecimal_numbers_or_dates(string text)
    {
        Assert.EndsWith(
            "name the values in a list, or quote it if it is a text",
            AxisForm.Problem(Node(text))
        );
        Assert.Equal(text, Values($"\"{text}\""));
    }

    [Theory]
    [InlineData("{from: 0, to: 1e30}", "'1e30' as to, which is too large; write it as a list")]
    [InlineData("{from: 0, to: x}", "'x' as to, which is no number")]
    public void A_bound_that_does_not_fit_is_told_from_one_that_is_no_number(
        string yaml,
        string problem
    ) => Assert.Equal(problem, AxisForm.Problem(Node(yaml)));

    [Theory]
    [InlineData("../data")]
    [InlineData("a..b.txt")]
    [InlineData("v1..v2")]
    [InlineData("1../x")]
    [InlineData("main..dev")]
    public void What_only_has_two_dots_is_text(string text) => Assert.Equal(text, Values(text));

    [Fact]
    public void Lines_that_are_no_UTF8_are_refused_by_file_and_line()
    {
        File.WriteAllBytes(_workspace["latin.txt"], [.. "one\ncaf"u8, 0xE9, .. "\n"u8]);
        File.WriteAllBytes(_workspace["wide.txt"], [0xFF, 0xFE, (byte)'a', 0]);
        File.WriteAllBytes(_workspace["nul.txt"], "a\nb\0\n"u8.ToArray());
        File.WriteAllBytes(_workspace["marked.txt"], "\uFEFFa\r\nb"u8.ToArray());
        string Told(string file) =>
            Assert.Throws<UserError>(() => Read($"{{lines: {file}}}")).Message;
        Assert.Contains("latin.txt:2: not UTF-8: byte 0xE9", Told("latin.txt"));
        Assert.Contains("wide.txt:1: is UTF-16", Told("wide.txt"));
        Assert.Contains("nul.txt:2: a NUL", Told("nul.txt"));
        Assert.Equal("a|b", Values("{lines: marked.txt}"));
    }

    [Fact]
    public void A_glob_gives_the_files_that_match_in_order_relative_to_the_workspace()
    {
        _workspace.Write("data/b.txt", "");
        _workspace.Write("data/a.txt", "");
        _workspace.Write("data/c.csv", "");
        Assert.Equal("data/a.txt|data/b.txt", Values("{glob: data/*.txt}"));
        Assert.Equal(_workspace["data/a.txt"], Read("{glob: data/*.txt}").Points[0].File);
    }

    [Fact]
    public void A_glob_matches_what_an_earlier_stage_is_to_make()
    {
        _workspace.Write("out/a.txt", "");
        Assert.Equal(
            "out/a.txt|out/b.txt",
            Values("{glob: out/*.txt}", "out/a.txt", "out/b.txt", "other/c.txt")
        );
    }

    [Fact]
    public void Lines_are_values_without_blanks_around_and_without_comments()
    {
        _workspace.Write("names.txt", "one\n\n  two words \r\n# three\nfour # kept\n");
        Assert.Equal("one|two words|four # kept", Values("{lines: names.txt}"));
    }

    [Fact]
    public void A_tables_columns_go_together()
    {
        _workspace.Write("t.csv", "a,b\n1,\"x,\ny\"\n2,z\n");
        var axis = Read("{csv: t.csv}");
        Assert.Equal(["n.a", "n.b"], axis.Names);
        Assert.Equal("1;x,\ny|2;z", Values("{csv: t.csv}"));
    }

    [Fact]
    public void A_table_of_one_column_is_a_list()
    {
        _workspace.Write("t.csv", "a\n1\n2\n");
        Assert.Equal("1|2", Values("{csv: t.csv}"));
    }

    [Fact]
    public void A_file_that_is_still_to_be_made_gives_no_values_yet() =>
        Assert.Equal("", Values("{lines: later.txt}", "later.txt"));

    [Theory]
    [InlineData(
        "{glob: no/*.txt}",
        "no file of the workspace matches no/*.txt; make one, or mend the pattern"
    )]
    [InlineData("{lines: no.txt}", "there is no file no.txt in the workspace; check the path")]
    [InlineData("{lines: empty.txt}", "empty.txt has no lines; put a value on each")]
    [InlineData("{lines: twice.txt}", "twice.txt has 'a' twice; take one out")]
    [InlineData("{csv: header.csv}", "header.csv has no rows; put values below its header")]
    [InlineData("{csv: twice.csv}", "twice.csv has the row '1,2' twice; take one out")]
    public void A_file_without_values_is_refused_with_the_place_that_names_it(
        string yaml,
        string told
    )
    {
        _workspace.Write("empty.txt", "\n#\n");
        _workspace.Write("twice.txt", "a\nb\na\n");
        _workspace.Write("header.csv", "a,b\n");
        _workspace.Write("twice.csv", "a,b\n1,2\n3,4\n1,2\n");
        Assert.Equal(
            $"t.yaml:1: axis 'n': {told}",
            Assert.Throws<UserError>(() => Read(yaml)).Message
        );
    }

    [Theory]
    [InlineData(';', "';'")]
    [InlineData('\t', "tab")]
    [InlineData('|', "'|'")]
    public void A_table_with_another_delimiter_is_refused_with_a_remedy(char delimiter, string told)
    {
        _workspace.Write("cut.csv", $"a{delimiter}b\n1{delimiter}2\n");
        Assert.Equal(
            $"t.yaml:1: axis 'n': cut.csv looks like {told}-separated; export it with commas",
            Assert.Throws<UserError>(() => Read("{csv: cut.csv}")).Message
        );
    }

    [Fact]
    public void A_missing_table_is_refused_with_the_place_that_names_it() =>
        Assert.StartsWith(
            "t.yaml:1: axis 'n': ",
            Assert.Throws<UserError>(() => Read("{csv: no.csv}")).Message
        );

    private Axis Read(string yaml, params string[] made) =>
        new AxisReader(_workspace.Root, made.Select(f => _workspace[f]).ToHashSet()).Read(
            "n",
            Node(yaml)
        );

    private string Values(string yaml, params string[] made) =>
        string.Join('|', Read(yaml, made).Points.Select(p => string.Join(';', p.Values)));

    public void Dispose() => _workspace.Dispose();
}
