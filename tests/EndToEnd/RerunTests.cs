using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>A rerun redoes what is stale and nothing else.</summary>
[Trait("Takes", "long")]
public sealed class RerunTests
{
    [Fact]
    public async Task The_first_run_makes_everything_and_the_second_changes_no_file()
    {
        using var pipeline = new SmallPipeline();
        var first = (await pipeline.RunAsync()).Exits(0);
        Assert.Contains("Augment: 3 of 3 units stale, running in 2 shards", first.Out);
        Assert.All(Methods, method => Assert.True(pipeline.Workspace.Has(Dataset(method))));
        Assert.True(pipeline.Workspace.Has($"{Output}/manifest_final.csv"));

        var before = FileStates.Of(pipeline.Workspace);
        var second = (await pipeline.RunAsync()).Exits(0);
        Assert.Contains("Augment: 0 of 3 units stale, all up to date", second.Out);
        Assert.Contains("MergeManifests: 0 of 1 unit stale, all up to date", second.Out);
        // The cache of file hashes fills once files are old enough to be trusted: no output.
        Assert.DoesNotContain(
            before.Changed(FileStates.Of(pipeline.Workspace)),
            path => path is not (".sluice" or ".sluice/hashes")
        );
    }

    [Fact]
    public async Task Touching_the_input_redoes_nothing()
    {
        using var pipeline = await MadeAsync();
        File.SetLastWriteTimeUtc(pipeline.Workspace[Input], DateTime.UtcNow.AddHours(1));
        Assert.Equal([], await pipeline.RedoneAsync());
    }

    [Fact]
    public async Task One_changed_byte_of_the_input_redoes_all_combos_and_the_merge()
    {
        using var pipeline = await MadeAsync();
        pipeline.Edit(Input, "47 minutes", "48 minutes");
        Assert.Equal(All, await pipeline.RedoneAsync());
    }

    [Fact]
    public async Task A_changed_parameter_redoes_all_combos_and_changing_it_back_does_so_again()
    {
        using var pipeline = await MadeAsync();
        var before = pipeline.Workspace.Hashes(Output, "*.parquet");
        Assert.Equal(All, await pipeline.RedoneAsync("--seed", "43"));
        Assert.NotEqual(before, pipeline.Workspace.Hashes(Output, "*.parquet"));
        Assert.Equal(All, await pipeline.RedoneAsync("--seed=42"));
        Assert.Equal(before, pipeline.Workspace.Hashes(Output, "*.parquet"));
    }

    [Fact]
    public async Task One_methods_argument_redoes_exactly_its_combo()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write(
            "my_methods.yaml",
            """
            methods:
              - { id: nlp_keyboard, lib: nlpaug, kind: keyboard, args: { aug_char_p: 0.3 } }
              - { id: nlp_ocr, lib: nlpaug, kind: ocr, args: { aug_char_p: 0.3 } }
              - { id: nlp_spelling, lib: nlpaug, kind: spelling, args: { aug_p: 0.3 } }

            """
        );
        const string table = "augment.methods_file=my_methods.yaml";
        (await pipeline.RunAsync("--set", table)).Exits(0);
        pipeline.Edit(
            "my_methods.yaml",
            "spelling, args: { aug_p: 0.3 }",
            "spelling, args: { aug_p: 0.5 }"
        );
        Assert.Equal(["nlp_spelling", "merge"], await pipeline.RedoneAsync("--set", table));
    }

    [Fact]
    public async Task A_deleted_dataset_is_made_again_byte_for_byte_and_merged_and_no_other_is()
    {
        using var pipeline = await MadeAsync();
        var before = pipeline.Workspace.Hashes(Output, "*.parquet");
        File.Delete(pipeline.Workspace[Dataset("nlp_ocr")]);
        Assert.Equal(["nlp_ocr", "merge"], await pipeline.RedoneAsync());
        Assert.Equal(before, pipeline.Workspace.Hashes(Output, "*.parquet"));
    }

    [Fact]
    public async Task An_edited_dataset_is_made_again_and_merged_and_no_other_is()
    {
        using var pipeline = await MadeAsync();
        var before = pipeline.Workspace.Hashes(Output, "*.parquet");
        var bytes = File.ReadAllBytes(pipeline.Workspace[Dataset("nlp_ocr")]);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(pipeline.Workspace[Dataset("nlp_ocr")], bytes);
        Assert.Equal(["nlp_ocr", "merge"], await pipeline.RedoneAsync());
        Assert.Equal(before, pipeline.Workspace.Hashes(Output, "*.parquet"));
    }

    [Fact]
    public async Task Another_number_of_shards_redoes_nothing()
    {
        using var pipeline = await MadeAsync();
        Assert.Equal([], await pipeline.RedoneAsync("--num-shards", "5"));
        Assert.Equal([], await pipeline.RedoneAsync("--num-shards=1"));
    }

    [Fact]
    public async Task Num_proc_and_the_cache_are_no_part_of_a_result()
    {
        using var pipeline = await MadeAsync();
        Assert.Equal(
            [],
            await pipeline.RedoneAsync("--num-proc", "4", "--set", "augment.cache.enabled=false")
        );
    }

    [Fact]
    public async Task A_new_method_makes_its_combo_and_the_merge_alone()
    {
        using var pipeline = await MadeAsync();
        pipeline.Workspace.Write(
            "configs/augment.yaml",
            Configuration("nlp_keyboard, nlp_ocr, nlp_spelling, nlp_randchar_del")
        );
        Assert.Equal(["merge"], await pipeline.RedoneAsync());
        Assert.True(pipeline.Workspace.Has(Dataset("nlp_randchar_del")));
        Assert.Contains(
            "nlp_randchar_del",
            pipeline.Workspace.Read($"{Output}/manifest_final.csv")
        );
    }

    [Fact]
    public async Task A_method_taken_out_leaves_the_manifest()
    {
        using var pipeline = await MadeAsync();
        pipeline.Workspace.Write("configs/augment.yaml", Configuration("nlp_keyboard, nlp_ocr"));
        Assert.Equal(["merge"], await pipeline.RedoneAsync());
        Assert.DoesNotContain("spelling", pipeline.Workspace.Read($"{Output}/manifest_final.csv"));
        Assert.True(pipeline.Workspace.Has(Dataset("nlp_spelling")), "what was made is kept");
    }
}
