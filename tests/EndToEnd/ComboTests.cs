using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>Which combinations of methods run.</summary>
public sealed class ComboTests
{
    [Fact]
    public async Task Bounded_k_runs_every_combination_up_to_its_size()
    {
        using var pipeline = await MadeAsync("--combo-mode", "bounded_k", "--max-combo-size", "2");
        var rows = File.ReadLines(pipeline.Workspace[$"{Output}/manifest_final.csv"])
            .Skip(1)
            .Select(line => line.Split(','))
            .ToList();
        Assert.Equal(
            [
                .. Methods,
                "nlp_keyboard+nlp_ocr",
                "nlp_keyboard+nlp_spelling",
                "nlp_ocr+nlp_spelling",
            ],
            rows.Select(row => row[1])
        );
        Assert.Equal(["1", "1", "1", "2", "2", "2"], rows.Select(row => row[2]));
        Assert.Matches("^combo_2_[0-9a-f]{10}$", rows[3][4].Split('/')[^2]);
    }

    [Fact]
    public async Task Fifteen_methods_in_pairs_are_120_combos_of_which_seven_shards_get_17_or_18()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write(
            "configs/augment.yaml",
            Configuration(
                "nlp_keyboard, nlp_ocr, nlp_spelling, nlp_split, nlp_randword_swap, nlp_randword_delete, nlp_randchar_ins, nlp_randchar_del, nlp_randchar_sub, nlp_randchar_swap, ta_word_delete, ta_wordswap_qwerty, ta_wordswap_homoglyph, ta_wordswap_neighboring, ta_wordswap_contract"
            )
        );
        (await pipeline.RunAsync("--shards=7", "--combo-mode=bounded_k", "--target=Augment")).Exits(
            0
        );
        var counts = Enumerable
            .Range(0, 7)
            .Select(i =>
                File.ReadLines(pipeline.Workspace[$"{Output}/manifest_shard{i}_of_7.csv"]).Count()
                - 1
            );
        Assert.Equal([18, 17, 17, 17, 17, 17, 17], counts);
        Assert.StartsWith(
            "Prepared 18 combos for shard 0/7.",
            pipeline.Workspace.Read("logs/augment/shard_0_of_7.log")
        );
    }

    [Fact]
    public async Task The_powerset_must_be_confirmed()
    {
        using var pipeline = new SmallPipeline();
        var refused = (await pipeline.RunAsync("--combo-mode=all")).Exits(2);
        Assert.Contains("--confirm-powerset", refused.Error);
        var result = (
            await pipeline.RunAsync("--combo-mode=all", "--confirm-powerset", "--dryrun")
        ).Exits(0);
        Assert.Contains("Augment: 7 of 7 units stale", result.Out);
    }
}
