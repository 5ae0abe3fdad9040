using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>--force, --only and --check.</summary>
[Trait("Takes", "long")]
public sealed class SelectionTests
{
    [Fact]
    public async Task Force_redoes_what_is_up_to_date()
    {
        using var pipeline = await MadeAsync();
        Assert.Equal(All, await pipeline.RedoneAsync("--force"));
    }

    [Fact]
    public async Task Only_runs_the_units_that_match()
    {
        using var pipeline = await MadeAsync();
        Assert.Equal(
            ["nlp_ocr"],
            await pipeline.RedoneAsync("--force", "--only", "combo_1_nlp_o*")
        );
    }

    [Fact]
    public async Task Force_leaves_alone_what_the_chosen_units_only_need()
    {
        using var pipeline = await MadeAsync();
        var result = await pipeline.RunAsync("--force", "--only", "manifest_final.csv");
        Assert.StartsWith("Augment: 0 of 3 units stale", result.Exits(0).Out);
    }

    [Fact]
    public async Task Only_makes_first_what_the_chosen_units_read()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Edit("configs/augment.yaml", $"input: {Input}", "variants_per_sample: 1");
        pipeline.Edit("configs/augment.yaml", "text_column: text", "text_column: sentence_text");
        pipeline.Edit("configs/augment.yaml", "  evidence_column: evidence\n", "");
        var result = (await pipeline.RunAsync("--only", "combo_1_nlp_ocr")).Exits(0);
        Assert.Contains("Augment: 3 of 3 units stale, 1 selected", result.Out);
        Assert.True(pipeline.Workspace.Has(Dataset("nlp_ocr")));
        Assert.False(pipeline.Workspace.Has(Dataset("nlp_spelling")));
        Assert.False(pipeline.Workspace.Has($"{Output}/manifest_final.csv"));
    }

    [Fact]
    public async Task Only_that_matches_nothing_is_refused_and_runs_nothing()
    {
        using var pipeline = new SmallPipeline();
        var before = FileStates.Of(pipeline.Workspace);
        var result = (await pipeline.RunAsync("--only", "combo_1_nlp_orc")).Exits(2);
        Assert.Contains("the nearest are 'combo_1_nlp_ocr', ", result.Error);
        Assert.Empty(before.Changed(FileStates.Of(pipeline.Workspace)));
    }

    [Fact]
    public async Task Check_exists_looks_only_whether_outputs_are_there()
    {
        using var pipeline = await MadeAsync();
        pipeline.Edit(Input, "47 minutes", "48 minutes");
        Assert.Equal([], await pipeline.RedoneAsync("--check", "exists"));
        File.Delete(pipeline.Workspace[Dataset("nlp_ocr")]);
        Assert.Equal(["nlp_ocr"], await pipeline.RedoneAsync("--target=Augment", "--check=exists"));
    }
}
