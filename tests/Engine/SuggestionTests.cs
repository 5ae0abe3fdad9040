using Sluice.Engine;
using Sluice.Tasks;

namespace Sluice.Tests.Engine;

/// <summary>What a user most likely meant.</summary>
public sealed class SuggestionTests
{
    [Theory]
    [InlineData("augment.combo_mode", "augment.combos.mode")]
    [InlineData("augment.mode", "augment.combos.mode")]
    [InlineData("augment.min_sim", "augment.quality.min_sim")]
    [InlineData("augment.quality_min_sim", "augment.quality.min_sim")]
    [InlineData("augment.max_combo_size", "augment.combos.max_size")]
    [InlineData("augment.quality.seed", "augment.seed")]
    [InlineData("augment.keep_shards", "augment.merge.keep_shards")]
    [InlineData("augment.text_col", "augment.text_column")]
    [InlineData("augment.shards", "run.shards")]
    [InlineData("run.seed", "augment.seed")]
    [InlineData("run.num_shards", "run.shards")]
    [InlineData(".merge_name", "benchmark.merge_name")]
    [InlineData("augment.frobnicate", null)]
    public void A_setting_is_found_at_another_level_or_by_its_option(string typed, string? meant) =>
        Assert.Equal(meant, Suggestion.ForSetting(typed, SettingNames.All));

    [Fact]
    public void The_nearest_names_come_in_order_however_far_they_are() =>
        Assert.Equal(
            ["n=1", "n=12", "m=99"],
            Suggestion.Nearest("n=1", ["a long one", "m=99", "n=12", "n=1", "zzzzzzzz"], 3)
        );
}
