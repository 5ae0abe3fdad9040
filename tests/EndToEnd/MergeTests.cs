using Sluice.Tests.Support;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>The merge proves completeness, or is refused and changes nothing.</summary>
[Trait("Takes", "long")]
public sealed class MergeTests
{
    private const string Final = $"{Output}/manifest_final.csv";
    private const string Header = "combo_id,methods,k,rows,dataset_path,status\n";

    [Fact]
    public async Task The_manifest_lists_every_combo_in_the_plans_order()
    {
        using var pipeline = new SmallPipeline();
        var result = (await pipeline.RunAsync("--shards=3")).Exits(0);
        Snapshot.Matches(pipeline.Workspace.Read(Final));
        Assert.Contains(
            "  Total combos: 3\n  Total augmented rows: 15\n  Combos of size k=1: 3\n  Rows per combo: min 3, max 6, avg 5.0\n",
            result.Out
        );
        Assert.Empty(Directory.GetFiles(pipeline.Workspace[Output], "manifest_shard*"));
    }

    [Fact]
    public async Task Kept_shard_manifests_list_every_combo_once()
    {
        using var pipeline = await MadeAsync("--keep-shards", "--output-name", "all.csv");
        var rows = Directory
            .GetFiles(pipeline.Workspace[Output], "manifest_shard*_of_2.csv")
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Order();
        Assert.Equal(File.ReadLines(pipeline.Workspace[$"{Output}/all.csv"]).Skip(1).Order(), rows);
    }

    [Fact]
    public async Task Kept_shard_manifests_of_an_earlier_width_do_not_hinder_the_next_merge()
    {
        using var pipeline = await MadeAsync("--keep-shards");
        pipeline.Edit(Input, "47 minutes", "48 minutes");
        (await pipeline.RunAsync("--shards=3", "--keep-shards")).Exits(0);
        Assert.Equal([], await pipeline.RedoneAsync("--shards=3"));
    }

    [Fact]
    public async Task A_missing_dataset_is_named()
    {
        using var pipeline = await MadeAsync();
        File.Delete(pipeline.Workspace[Dataset("nlp_ocr")]);
        await RefusedAsync(
            pipeline,
            "combo_1_nlp_ocr: output `combo_1_nlp_ocr/dataset.parquet` missing"
        );
    }

    [Fact]
    public async Task A_manifest_of_another_width_is_named()
    {
        using var pipeline = await MadeAsync("--keep-shards");
        pipeline.Workspace.Write($"{Output}/manifest_shard0_of_4.csv", Header);
        await RefusedAsync(pipeline, "manifest_shard0_of_4.csv");
    }

    [Theory]
    [InlineData(
        "7d61ef8d13,nlp_ocr,1,999,data/processed/augsets/combo_1_nlp_ocr/dataset.parquet,ok\n",
        "manifest_shard0.csv: combo nlp_ocr says 999,"
    )]
    [InlineData(
        "0123456789,nlp_magic,1,6,data/processed/augsets/combo_1_nlp_magic/dataset.parquet,ok\n",
        "manifest_shard0.csv: combo nlp_magic (0123456789) is not in the plan"
    )]
    [InlineData(
        "7d61ef8d13,nlp_ocr,1,6,data/processed/augsets/combo_1_nlp_ocr/dataset.parquet,ok\n7d61ef8d13,nlp_ocr,1,6,data/processed/augsets/combo_1_nlp_ocr/dataset.parquet,ok\n",
        "combo nlp_ocr (7d61ef8d13) is in manifest_shard0.csv and again in manifest_shard0.csv"
    )]
    public async Task A_foreign_manifest_that_disagrees_is_named(string rows, string told)
    {
        using var pipeline = await MadeAsync();
        pipeline.Workspace.Write($"{Output}/manifest_shard0.csv", Header + rows);
        await RefusedAsync(pipeline, told);
    }

    [Fact]
    public async Task A_foreign_manifest_that_agrees_is_merged()
    {
        using var pipeline = await MadeAsync();
        pipeline.Workspace.Write(
            $"{Output}/manifest_shard0.csv",
            Header
                + "7d61ef8d13,nlp_ocr,1,6,data/processed/augsets/combo_1_nlp_ocr/dataset.parquet,ok\n"
        );
        (await pipeline.RunAsync("--target=MergeManifests", "--exclusive", "--force")).Exits(0);
    }

    /// <summary>Runs the merge alone: it must fail, tell why on the console and in its log, and change no result.</summary>
    private static async Task RefusedAsync(SmallPipeline pipeline, string told)
    {
        var before = FileStates.Of(pipeline.Workspace);
        var result = (
            await pipeline.RunAsync("--target=MergeManifests", "--exclusive", "--force")
        ).Exits(1);
        Assert.Contains("the merge is refused", result.Out);
        Assert.Contains(told, result.Out);
        Assert.Contains(told, pipeline.Workspace.Read("logs/mergemanifests/shard_0_of_2.log"));
        Assert.DoesNotContain(
            before.Changed(FileStates.Of(pipeline.Workspace)),
            path => path.StartsWith("data/") && !path.Contains(".sluice") && path != Output
        );
    }
}
