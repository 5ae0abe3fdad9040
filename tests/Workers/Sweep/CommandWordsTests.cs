using Sluice.Workers.Sweep;

namespace Sluice.Tests.Workers.Sweep;

/// <summary>A command on one line becomes the words a shell would make of it, and what needs a shell is refused.</summary>
public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData("  a\t", "a")]
    [InlineData("", "")]
    [InlineData("a 'b c' \"d e\"", "a|b c|d e")]
    [InlineData("a'b'\"c\"d", "abcd")]
    [InlineData("a '' \"\"", "a||")]
    [InlineData(@"a\ b \'c", "a b|'c")]
    [InlineData("'it\"s' \"it's\"", "it\"s|it's")]
    // As in a shell, a backslash between double quotes stays before what needs none.
    [InlineData(@"""\d+ \"" \\ \$x""", @"\d+ "" \ $x")]
    [InlineData(@"'\d \'", @"\d \")]
    [InlineData("'$x > `y` | *'", "$x > `y` | *")]
    [InlineData("\"a > b\" 'x;' a\\;b", "a > b|x;|a;b")]
    [InlineData("a \\\n  b\n", "a|b")]
    [InlineData("--price=5$ {x}{{y}} a~b", "--price=5$|{x}{{y}}|a~b")]
    public void Words_are_those_of_a_shell(string line, string words) =>
        Assert.Equal(words, string.Join('|', CommandWords.Of(line)));

    [Theory]
    [InlineData("a > b", ">")]
    [InlineData("a 2>b", ">")]
    [InlineData("a | b", "|")]
    [InlineData("a && b", "&")]
    [InlineData("a; b", ";")]
    [InlineData("a $HOME", "$H")]
    [InlineData("a \"${x}\"", "${")]
    [InlineData("a `b`", "`")]
    [InlineData("a *.txt", "*")]
    [InlineData("a ~/b", "~")]
    public void What_only_a_shell_understands_is_refused_with_the_remedy(
        string line,
        string sign
    ) =>
        Assert.StartsWith(
            $"{sign}, which only a shell understands; quote it, or write [sh, -c,",
            Refusal(line)
        );

    [Fact]
    public void Several_lines_are_several_commands_and_refused() =>
        Assert.StartsWith("several lines", Refusal("cd x\npython3 y"));

    [Theory]
    [InlineData("a 'b", "a ' that is not closed")]
    [InlineData("a \"b", "a \" that is not closed")]
    public void A_quote_must_be_closed(string line, string told) =>
        Assert.Equal(told, Refusal(line));

    private static string Refusal(string line) =>
        Assert.Throws<FormatException>(() => CommandWords.Of(line)).Message;
}
