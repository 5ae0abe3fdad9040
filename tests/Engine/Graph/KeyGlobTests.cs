using Sluice.Engine.Graph;

namespace Sluice.Tests.Engine.Graph;

/// <summary>A pattern that a slash is in the way of.</summary>
public sealed class KeyGlobTests
{
    [Theory]
    [InlineData("*seed=2", "**/*seed=2")]
    [InlineData("text=*,seed=2", "text=*/**/*,seed=2")]
    [InlineData("text=texts*", "text=texts*/**")]
    [InlineData("*", "**/*")]
    [InlineData("*b.txt,seed=9", null)]
    [InlineData("other*", null)]
    public void Is_widened_so_that_it_matches(string pattern, string? wider)
    {
        string[] keys = ["text=texts/a.txt,seed=1", "text=texts/a.txt,seed=2"];
        var found = KeyGlob.AcrossDirectories(pattern, keys);
        Assert.Equal(wider is null, found is null);
        if (found is not null)
            Assert.Contains(keys, key => InputGlob.Matches(found, key));
        if (wider?.Contains("seed") == true)
            Assert.Equal(wider, found);
    }

    [Theory]
    [InlineData("a*b")]
    [InlineData("x=[1]")]
    [InlineData("/absolute/../key")]
    public void A_key_is_its_own_pattern(string key) => Assert.True(InputGlob.Matches(key, key));
}
