using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>A dry run tells everything and changes nothing.</summary>
public sealed class DryRunTests
{
    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--dry-run")]
    public async Task On_an_empty_workspace_every_unit_is_listed_with_its_reason(string option)
    {
        using var workspace = new Workspace();
        var result = (
            await workspace.RunAsync(
                option,
                "--shards=7",
                "--set",
                "augment.corpus.source=sample",
                "--set",
                "augment.methods=[nlp_ocr, nlp_spelling]"
            )
        ).Exits(0);
        Snapshot.Matches(result.Out);
        Assert.Empty(Directory.GetFileSystemEntries(workspace.Root));
    }

    [Fact]
    public async Task On_a_finished_workspace_it_changes_not_even_a_directory()
    {
        using var pipeline = await SmallPipeline.MadeAsync();
        File.Delete(pipeline.Workspace[SmallPipeline.Dataset("nlp_ocr")]);
        var before = FileStates.Of(pipeline.Workspace);
        var result = (await pipeline.RunAsync("--dryrun")).Exits(0);
        Assert.Contains(
            "  combo_1_nlp_ocr: output `combo_1_nlp_ocr/dataset.parquet` missing",
            result.Out
        );
        Assert.Contains("  manifest_final.csv: waits for Augment: 1 of 3 units", result.Out);
        Assert.Empty(before.Changed(FileStates.Of(pipeline.Workspace)));
    }

    [Fact]
    public async Task A_dry_run_refuses_what_the_run_would_refuse()
    {
        using var pipeline = new SmallPipeline();
        var result = (await pipeline.RunAsync("--dryrun", "--text-col", "txt")).Exits(2);
        Assert.Contains("in.csv:1: no column 'txt'", result.Error);
    }
}
