using Sluice.Engine;

namespace Sluice.Tests.Engine;

/// <summary>No name can break a line, forge one or steer a terminal.</summary>
public sealed class ShownTextTests
{
    [Theory]
    [InlineData("combo 1 \"q\" 'q' `q` -rf \\n", "combo 1 \"q\" 'q' `q` -rf \\n")]
    [InlineData("äöü 漢字 😀 cafe\u0301", "äöü 漢字 😀 cafe\u0301")]
    [InlineData("a\nb\r\nc\td", @"a\nb\r\nc\td")]
    [InlineData("\e[2J\a\0\u007f", @"\u001b[2J\u0007\u0000\u007f")]
    [InlineData("\u009b31m\u0085", @"\u009b31m\u0085")]
    [InlineData("\u2028\u2029\u202egnp\u202c\u2066", @"\u2028\u2029\u202egnp\u202c\u2066")]
    [InlineData("", "")]
    public void Names_are_shown_harmless(string name, string shown)
    {
        Assert.Equal(shown, ShownText.Of(name));
        Assert.Equal(name == shown, ShownText.IsPlain(name));
        Assert.Equal(shown, ShownText.Of(shown));
    }

    [Fact]
    public void Half_a_letter_is_shown_as_such()
    {
        Assert.Equal(@"x\ud83d", ShownText.Of("x\ud83d"));
        Assert.Equal(@"\ude00x", ShownText.Of("\ude00x"));
    }

    [Fact]
    public void A_line_keeps_its_tabs() => Assert.Equal("a\tb\\u001b", ShownText.Line("a\tb\e"));
}
