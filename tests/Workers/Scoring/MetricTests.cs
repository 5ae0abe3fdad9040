using Sluice.Workers.Corpus;
using Sluice.Workers.Scoring;

namespace Sluice.Tests.Workers.Scoring;

/// <summary>The metrics against values that were worked out elsewhere.</summary>
public sealed class MetricTests
{
    /// <summary>The examples of scikit-learn's documentation of v_measure_score.</summary>
    [Theory]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 1, 1, 0, 0 }, 1)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 2 }, 0.8)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 1, 2, 3 }, 2 / 3.0)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 1, 0, 1 }, 0)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 0, 0 }, 0)]
    public void V_measure_is_that_of_scikit_learn(int[] classes, int[] clusters, double expected) =>
        Assert.Equal(expected, VMeasure.Of(classes, clusters), 1e-12);

    /// <summary>1 / log₂ 2, log₂ 3, log₂ 4, log₂ 8 and log₂ 11.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.63092975357145743)]
    [InlineData(2, 0.5)]
    [InlineData(6, 1 / 3.0)]
    [InlineData(9, 0.28906482631788788)]
    [InlineData(10, 0)]
    [InlineData(2999, 0)]
    public void Gain_falls_with_the_logarithm_of_the_rank(int rank, double expected) =>
        Assert.Equal(expected, DiscountedGain.AtTen(rank), 1e-12);

    /// <summary>The first is the example of scipy.stats.spearmanr, with a tie; the second Wikipedia's, −29/165.</summary>
    [Theory]
    [InlineData(
        new double[] { 1, 2, 3, 4, 5 },
        new double[] { 5, 6, 7, 8, 7 },
        0.82078268166812329
    )]
    [InlineData(
        new double[] { 106, 100, 86, 101, 99, 103, 97, 113, 112, 110 },
        new double[] { 7, 27, 2, 50, 28, 29, 20, 12, 6, 17 },
        -29 / 165.0
    )]
    [InlineData(new double[] { 1, 1, 1 }, new double[] { 3, 1, 2 }, 0)]
    [InlineData(new double[] { 1, 1, 2, 2 }, new double[] { 4, 4, 9, 9 }, 1)]
    public void Spearman_shares_the_ranks_of_ties(double[] a, double[] b, double expected) =>
        Assert.Equal(expected, Spearman.Correlation(a, b), 1e-12);

    [Fact]
    public void Wu_Palmer_counts_depths_from_one_at_the_top()
    {
        var taxonomy = new Taxonomy([
            Noun(1, null),
            Noun(2, 1),
            Noun(3, 2),
            Noun(4, 2),
            Noun(5, 1),
            Noun(6, null),
        ]);
        Assert.Equal(4 / 6.0, taxonomy.WuPalmer(3, 4));
        Assert.Equal(2 / 5.0, taxonomy.WuPalmer(3, 5));
        Assert.Equal(4 / 5.0, taxonomy.WuPalmer(3, 2));
        Assert.Equal(1, taxonomy.WuPalmer(3, 3));
        Assert.Equal(0, taxonomy.WuPalmer(3, 6));
    }

    [Fact]
    public void The_random_sequence_is_that_of_dotnet()
    {
        foreach (var seed in new[] { 1, 3, 12345 })
        {
            var expected = Enumerable.Range(0, 1000).ToArray();
            var actual = expected.ToArray();
            var random = new Random(seed);
            var own = new SeededRandom(seed);
            random.Shuffle(expected);
            own.Shuffle(actual);
            Assert.Equal(expected, actual);
            for (var i = 0; i < 1000; i++)
                Assert.Equal(random.Next(i + 1), own.Next(i + 1));
        }
    }

    private static Gloss Noun(int offset, int? hypernym) =>
        new("noun.Tops", offset, hypernym, "word", "text");
}
