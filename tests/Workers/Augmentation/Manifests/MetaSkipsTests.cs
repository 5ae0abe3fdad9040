using Sluice.Workers.Augmentation.Manifests;

namespace Sluice.Tests.Workers.Augmentation.Manifests;

public sealed class MetaSkipsTests
{
    [Fact]
    public void Combos_that_lost_most_rows_are_named_with_the_reasons()
    {
        MetaSkips[] combos =
        [
            new("combo_1_a", "in.csv", 10, 9, [("too_similar", 17), ("not_changed", 1)]),
            new("combo_1_b", "in.csv", 10, 1, [("duplicates", 2)]),
        ];
        Assert.Equal(
            [
                "  Rows that gave no variant: 10 of 20 over all combos (variants dropped: too similar 17, duplicates 2, not changed 1)",
                "    combo_1_a: no variant of 9 of 10 rows (variants dropped: too similar 17, not changed 1)",
                "    Long texts stay too similar where a method changes few words: raise augment.quality.max_sim, or the method's aug_max",
            ],
            MetaSkips.Lines(combos)
        );
    }

    [Fact]
    public void Nothing_is_said_where_every_row_gave_one() =>
        Assert.Empty(MetaSkips.Lines([new("combo_1_a", "in.csv", 10, 0, [("duplicates", 2)])]));
}
