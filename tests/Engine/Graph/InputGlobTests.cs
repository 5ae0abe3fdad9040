using Sluice.Engine;
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

    [Fact]
    public async Task A_name_that_is_no_UTF8_is_told_and_never_skipped()
    {
        using var workspace = new Workspace();
        workspace.Write("data/fine.csv", "");
        workspace.Write("data/\ufffd fine too.csv", "");
        // A name in Latin 1, which .NET cannot write.
        (
            await Shell.RunAsync(workspace.Root, "bash", "-c", @"touch data/other-$'\xe9'.txt")
        ).Exits(0);
        Assert.Equal(2, InputGlob.Expand(workspace.Root, "data/*.csv").Count);

        (await Shell.RunAsync(workspace.Root, "bash", "-c", @"touch data/caf$'\xe9'.csv")).Exits(0);
        var error = Assert.Throws<UserError>(() => InputGlob.Expand(workspace.Root, "data/*.csv"));
        Assert.StartsWith(
            $"{workspace["data"]}/caf\ufffd.csv: a name in this path is no UTF-8",
            error.Message
        );
    }

    [Fact]
    public async Task A_directory_whose_name_is_no_UTF8_is_told_and_never_skipped()
    {
        using var workspace = new Workspace();
        (
            await Shell.RunAsync(
                workspace.Root,
                "bash",
                "-c",
                @"mkdir caf$'\xe9'; touch caf$'\xe9'/x.csv"
            )
        ).Exits(0);
        var error = Assert.Throws<UserError>(() => InputGlob.Expand(workspace.Root, "**/*.csv"));
        Assert.Contains("caf\ufffd", error.Message);
    }

    [Fact]
    public void Files_may_be_called_anything()
    {
        using var workspace = new Workspace();
        string[] names =
        [
            "-rf.csv",
            " .csv",
            "a\nb.csv",
            "caf\u00e9.csv",
            "cafe\u0301.csv",
            "quote\"'`.csv",
            "\e[2J.csv",
            "*?[x].csv",
            new string('x', 251) + ".csv",
        ];
        foreach (var name in names)
            workspace.Write(name, "");
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            InputGlob.Expand(workspace.Root, "*.csv").Select(Path.GetFileName)
        );
        Assert.Empty(InputGlob.Expand(workspace.Root, "*.parquet"));
        Assert.Empty(InputGlob.Expand(workspace["nowhere"], "*.csv"));
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
