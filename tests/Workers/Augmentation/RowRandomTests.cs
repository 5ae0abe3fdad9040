using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class RowRandomTests
{
    [Fact]
    public void A_rows_seed_follows_the_published_formula() =>
        Assert.Equal(
            [17747932335686057372UL, 14213033884782840065UL, 3700619121200056191UL],
            Enumerable.Range(0, 3).Select(row => RowRandom.SeedOf(42, "5a6f46fc76", row))
        );

    [Fact]
    public void Values_stay_below_the_bound_and_reach_all_of_it()
    {
        var random = new RowRandom(1);
        var seen = Enumerable.Range(0, 1000).Select(_ => random.Next(7)).Distinct().Order();
        Assert.Equal(Enumerable.Range(0, 7), seen);
    }
}
