using System.Text.Json;
using Sluice.Tests.Support;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>Explain gives every unit's reason; Status counts.</summary>
[Trait("Takes", "long")]
public sealed class ExplainTests
{
    [Fact]
    public async Task Every_unit_has_its_own_reason()
    {
        using var pipeline = await MadeAsync();
        File.Delete(pipeline.Workspace[Dataset("nlp_keyboard")]);
        File.AppendAllText(pipeline.Workspace[Dataset("nlp_ocr")], "x");
        pipeline.Workspace.Write(
            "configs/augment.yaml",
            Configuration("nlp_keyboard, nlp_ocr, nlp_spelling, nlp_randchar_del")
        );
        var result = (await pipeline.RunAsync("--target=Explain")).Exits(0);
        Snapshot.Matches(result.Out);
    }

    [Fact]
    public async Task All_that_changed_is_named()
    {
        using var pipeline = await MadeAsync();
        pipeline.Edit(Input, "47 minutes", "48 minutes");
        var result = (
            await pipeline.RunAsync("--target=Explain", "--seed", "43", "--stage", "augment")
        ).Exits(0);
        Assert.Contains(
            "  combo_1_nlp_ocr: parameter `seed` 42→43 · input `data/in.csv` changed",
            result.Out
        );
        Assert.DoesNotContain("manifest_final.csv", result.Out);
    }

    [Fact]
    public async Task One_unit_is_told_in_full()
    {
        using var pipeline = await MadeAsync();
        var result = (
            await pipeline.RunAsync("--target=Explain", "--unit", "combo_1_nlp_ocr")
        ).Exits(0);
        Assert.Contains("Augment: combo_1_nlp_ocr: up to date", result.Out);
        Assert.Contains("    parameter `seed` 42", result.Out);
        Assert.Contains("    input `data/in.csv` ", result.Out);
        Assert.Contains($"  makes {Dataset("nlp_ocr")}", result.Out);
        Assert.DoesNotContain("spelling", result.Out);
    }

    [Fact]
    public async Task Status_counts_units_and_shards()
    {
        using var pipeline = await MadeAsync();
        File.Delete(pipeline.Workspace[Dataset("nlp_ocr")]);
        Snapshot.Matches((await pipeline.RunAsync("--target=Status")).Exits(0).Out);
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        using var pipeline = await MadeAsync();
        var before = FileStates.Of(pipeline.Workspace);
        foreach (var target in new[] { "Status", "Explain" })
            (await pipeline.RunAsync($"--target={target}", "--seed=1")).Exits(0);
        Assert.Empty(before.Changed(FileStates.Of(pipeline.Workspace)));
    }

    [Fact]
    public async Task A_single_stage_of_an_empty_workspace_can_be_looked_at()
    {
        using var workspace = new Workspace();
        var result = (await workspace.RunAsync("--target=Explain", "--stage=Augment")).Exits(0);
        Assert.Contains(
            "combo_1_nlp_ocr: input `sentences.csv` will be made by Corpus",
            result.Out
        );
    }

    [Theory]
    [InlineData("--target=Merge")]
    [InlineData("--target=Merge --force")]
    [InlineData("--target=Merge --dryrun --force")]
    [InlineData("--target=Status")]
    [InlineData("--target=Explain")]
    [InlineData("--target=Explain --unit combo_1_nlp_ocr")]
    [InlineData("--target=Clean --dryrun")]
    [InlineData("--target=Clean --yes")]
    public async Task With_json_every_line_parses(string args)
    {
        using var pipeline = await MadeAsync("--target=Augment");
        var result = (await pipeline.RunAsync(["--json", .. args.Split(' ')])).Exits(0);
        var lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            Assert.True(json.RootElement.TryGetProperty("event", out _), line);
        }
    }
}
