using Sluice.Engine.Fingerprints;

namespace Sluice.Tests.Engine.Fingerprints;

/// <summary>What of a parameter's value differs is what is shown, wherever in it that lies.</summary>
public sealed class ValueDifferenceTests
{
    private static readonly string s_long = new('x', 300);

    [Theory]
    [InlineData("42", "43", "42→43")]
    [InlineData("", "a", "''→a")]
    [InlineData("a", "a ", "'a'→'a '")]
    [InlineData("a b", "a\nb", @"'a b'→'a\nb'")]
    [InlineData("""{"a":1}""", """{"a":2}""", "a 1→2")]
    [InlineData(
        """{"lib":"nlpaug","kind":"keyboard","args":{"aug_char_p":0.31,"aug_word_p":0.3}}""",
        """{"lib":"nlpaug","kind":"keyboard","args":{"aug_char_p":0.47,"aug_word_p":0.3}}""",
        "args.aug_char_p 0.31→0.47"
    )]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,9,3]}""", "a[1] 2→9")]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[2,3]}""", "`a[0]` is gone: 1")]
    [InlineData("""{"a":1}""", """{"a":1,"b":{"c":"d"}}""", """`b` is new: {"c":"d"}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", "`b` is gone")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "a 1→1.0")]
    [InlineData(
        """{"a":1,"b":1,"c":1,"d":1,"e":1}""",
        """{"a":2,"b":2,"c":2,"d":2,"e":2}""",
        "a 1→2, b 1→2, c 1→2 and 2 more places"
    )]
    public void Short_values_and_places_within_json(string old, string now, string shown) =>
        Assert.Equal(shown, ValueDifference.Of(old, now));

    [Theory]
    [InlineData("0.31", "0.47")]
    [InlineData("", "more")]
    [InlineData("gone", "")]
    public void Of_a_long_text_the_part_that_differs(string old, string now)
    {
        var shown = ValueDifference.Of($"{s_long}{old}{s_long}", $"{s_long}{now}{s_long}");
        Assert.Contains(old, shown);
        Assert.Contains(now, shown);
        Assert.True(shown.Length < 120, shown);
        var sides = shown.Split('→');
        Assert.NotEqual(sides[0], sides[1]);
    }

    [Fact]
    public void Of_a_long_text_deep_in_json_as_well()
    {
        string Json(string end) => $$$"""{"a":{"b":["{{{s_long}}}{{{end}}}"]}}""";
        Assert.StartsWith("a.b[0] …xxx", ValueDifference.Of(Json("1"), Json("2")));
        Assert.EndsWith("x2", ValueDifference.Of(Json("1"), Json("2")));
    }
}
