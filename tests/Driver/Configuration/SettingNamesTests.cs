using Sluice.Engine;
using Sluice.Tests.Tasks;

namespace Sluice.Tests.Driver.Configuration;

/// <summary>What people call settings is found among those of the host's features.</summary>
public sealed class SettingNamesTests
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
        Assert.Equal(meant, Suggestion.ForSetting(typed, BuiltIn.Features.SettingNames));
}
