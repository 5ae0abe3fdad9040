using Sluice.Engine.Graph;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Graph;

/// <summary>Globs over files and over unit keys.</summary>
public sealed class InputGlobTests
{
    [Fact]
    public void Files_come_in_one_order_whatever_the_directory_gives()
    {
        using var workspace = new Workspace();
        foreach (
            var file in (string[])
                ["data/b.csv", "data/a b.csv", "data/deep/z.csv", "data/B.csv", "data/x.txt"]
        )
            workspace.Write(file, "");

        Assert.Equal(
            ["data/B.csv", "data/a b.csv", "data/b.csv", "data/deep/z.csv"],
            InputGlob
                .Expand(workspace.Root, "data/**/*.csv")
                .Select(f => Path.GetRelativePath(workspace.Root, f))
        );
    }

    [Theory]
    [InlineData("*", "combo", true)]
    [InlineData("combo_*", "combo_1_nlp spelling", true)]
    [InlineData("step=*/layer=3", "step=1000/layer=3", true)]
    [InlineData("step=*", "step=1000/layer=3", false)]
    [InlineData("**/layer=3", "step=1000/layer=3", true)]
    [InlineData("a:b", "a:b", true)]
    [InlineData("*x", "emoji 😀 x", true)]
    public void Keys_match_like_paths(string pattern, string key, bool expected) =>
        Assert.Equal(expected, InputGlob.Matches(pattern, key));
}
