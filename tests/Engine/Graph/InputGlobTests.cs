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
    [InlineData("data/*.csv", "data/.b.csv|", false)]
    [InlineData("data/*.csv", "data/B.csv|data/a.csv|data/é.csv|data/😀.csv")]
    [InlineData("data/?.csv", "data/B.csv|data/a.csv|data/é.csv|data/😀.csv")]
    [InlineData("data/[a-z].csv", "data/a.csv")]
    [InlineData("data/[!a].csv", "data/B.csv|data/é.csv|data/😀.csv")]
    [InlineData("data/[^aB].csv", "data/é.csv|data/😀.csv")]
    [InlineData("data/[[:upper:]].csv", "data/B.csv")]
    [InlineData("data/{a,B}.csv", "data/B.csv|data/a.csv")]
    [InlineData("{data,other}/{a,{x,y}}.{csv,txt}", "data/a.csv|data/x.txt|other/y.csv")]
    [InlineData("data/.*.csv", "data/.b.csv")]
    [InlineData("data/.hidden/*", "data/.hidden/h.csv")]
    [InlineData("./data//*.txt", "data/[1].txt|data/x.txt")]
    [InlineData(@"data/\[1\].txt", "data/[1].txt")]
    [InlineData("**/y.csv", "data/deep/er/y.csv|other/y.csv")]
    [InlineData("data/**/*.csv", "data/B.csv|data/a.csv|data/deep/er/y.csv|data/é.csv|data/😀.csv")]
    [InlineData("data/deep/**", "data/deep/er/y.csv")]
    [InlineData("data/deep/", "data/deep/er/y.csv")]
    [InlineData("data/deep", "")]
    [InlineData("data/a.csv", "data/a.csv")]
    [InlineData("DATA/A.CSV", "")]
    [InlineData("other/../data/a.csv", "data/a.csv")]
    [InlineData("**/*.log", "")]
    [InlineData("logs/*", "")]
    [InlineData(".sluice/*", "")]
    public void A_pattern_matches_what_a_shell_and_git_would(
        string pattern,
        string files,
        bool isAll = true
    )
    {
        using var workspace = new Workspace();
        foreach (
            var file in (string[])
                [
                    "data/a.csv",
                    "data/B.csv",
                    "data/é.csv",
                    "data/😀.csv",
                    "data/.b.csv",
                    "data/.hidden/h.csv",
                    "data/x.txt",
                    "data/[1].txt",
                    "data/deep/er/y.csv",
                    "other/y.csv",
                    "logs/x.log",
                    ".sluice/hashes",
                    "data/.sluice/x.log",
                ]
        )
            workspace.Write(file, "");
        string[] found =
        [
            .. InputGlob
                .Expand(workspace.Root, pattern)
                .Select(f => Path.GetRelativePath(workspace.Root, f)),
        ];
        if (isAll)
            Assert.Equal(files, string.Join('|', found));
        else
            Assert.DoesNotContain(files.TrimEnd('|'), found);
        Assert.Equal(
            found,
            InputGlob
                .Expand(workspace.Root, $"{workspace.Root}/{pattern}")
                .Select(f => Path.GetRelativePath(workspace.Root, f))
        );
    }

    [Theory]
    [InlineData("~/data/*", "~, which only a shell understands")]
    [InlineData("!data/*", "a ! at its beginning")]
    [InlineData("data/**.csv", "** is not alone between slashes; write **/*.csv")]
    [InlineData("data/***.csv", "write **/*.csv for any depth, *.csv for one folder")]
    [InlineData("data/[a.csv", "a [ that is not closed")]
    [InlineData("data/{a,b", "a { that is not closed")]
    [InlineData("data/a}", "a } without its {")]
    [InlineData("data/{lang}/*", "leaves no choice")]
    [InlineData("data/{1..3}.csv", "{1..3}, a range")]
    [InlineData("data/[z-a].csv", "runs backwards")]
    [InlineData(@"data\a.csv", "folders are parted by /")]
    [InlineData(@"data/a\", "at the end of a name")]
    [InlineData("data/[[:letter:]]", "[:letter:], which is none of")]
    public void A_form_that_is_not_supported_is_refused(string pattern, string told) =>
        Assert.Contains(
            told,
            Assert.Throws<FormatException>(() => FilePattern.Parse(pattern)).Message
        );

    [Fact]
    public void Links_are_followed_but_never_in_a_circle()
    {
        using var workspace = new Workspace();
        workspace.Write("data/a.csv", "");
        workspace.Write("far/b.csv", "");
        File.CreateSymbolicLink(workspace["data/far"], "../far");
        File.CreateSymbolicLink(workspace["far/back"], "../data");
        File.CreateSymbolicLink(workspace["data/self"], ".");
        File.CreateSymbolicLink(workspace["data/up"], "/");
        File.CreateSymbolicLink(workspace["data/link.csv"], "a.csv");
        File.CreateSymbolicLink(workspace["data/nowhere.csv"], "/nowhere");
        Assert.Equal(
            ["data/a.csv", "data/far/b.csv", "data/link.csv", "data/nowhere.csv"],
            InputGlob
                .Expand(workspace.Root, "data/**/*.csv")
                .Select(f => Path.GetRelativePath(workspace.Root, f))
        );
        Assert.Equal(
            ["b.csv"],
            InputGlob.Expand(workspace.Root, "data/far/*.csv").Select(Path.GetFileName)
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

    [Theory]
    [InlineData("v={a,c}", "v=a v=c")]
    [InlineData("v=[ab]", "v=a v=b")]
    [InlineData("v=[!ab]", "v=c v=*")]
    [InlineData("v=?", "v=a v=b v=c v=*")]
    [InlineData(@"v=\*", "v=*")]
    [InlineData(@"{v=a,n\,m}", "v=a n,m")]
    [InlineData("x[1]", "x[1]")]
    [InlineData(@"x\[1\]", "x[1]")]
    [InlineData("x[", "")]
    [InlineData("{none,other}", "")]
    public void Of_known_keys_a_pattern_of_files_chooses_where_none_matches_as_typed(
        string pattern,
        string expected
    )
    {
        string[] keys = ["v=a", "v=b", "v=c", "v=*", "n,m", "x[1]", "x1"];
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            keys.Where(InputGlob.Matching(pattern, keys))
        );
    }

    [Fact]
    public async Task What_has_no_content_to_keep_matches_no_pattern()
    {
        using var workspace = new Workspace();
        workspace.Write("data/a.txt", "");
        (await Shell.RunAsync(workspace.Root, "mkfifo", "data/pipe.txt")).Exits(0);

        Assert.Equal([workspace["data/a.txt"]], InputGlob.Expand(workspace.Root, "data/*.txt"));
        Assert.Equal([workspace["data/a.txt"]], InputGlob.Expand(workspace.Root, "data/**"));
    }
}
