using Sluice.Workers.Scoring;

namespace Sluice.Tests.Workers.Scoring;

/// <summary>
/// USE-lite's scores, layer by layer. AmazonSentiment and, with WordNet 3.0, GlossCategory, its
/// clustering and WordGlossRetrieval are held to what another program measured; the others to what
/// they came to here.
/// </summary>
[Trait("Takes", "long")]
public sealed class UseLiteScoresTests(UseLiteScores scores) : IClassFixture<UseLiteScores>
{
    private const double Tolerance = 0.01;

    [Theory]
    [InlineData("AmazonSentiment", new[] { 0.786, 0.809, 0.863, 0.862 })]
    [InlineData("ImdbSentiment", new[] { 0.762, 0.813, 0.862, 0.865 })]
    [InlineData("YelpSentiment", new[] { 0.779, 0.825, 0.879, 0.889 })]
    [InlineData("SentenceDomainClustering", new[] { 0.017, 0.017, 0.648, 0.634 })]
    public void Sentences_score_as_measured(string task, double[] expected) =>
        Check(expected, scores.Of(task));

    /// <summary>Other versions of WordNet give other samples, and so other scores.</summary>
    [Theory]
    [InlineData(
        "GlossCategory",
        new[] { 0.523, 0.624, 0.696, 0.684 },
        new[] { 0.538, 0.637, 0.699, 0.672 }
    )]
    [InlineData(
        "GlossCategoryClustering",
        new[] { 0.073, 0.268, 0.381, 0.397 },
        new[] { 0.072, 0.285, 0.398, 0.405 }
    )]
    [InlineData(
        "WordGlossRetrieval",
        new[] { 0.008, 0.201, 0.274, 0.257 },
        new[] { 0.005, 0.207, 0.278, 0.252 }
    )]
    [InlineData(
        "GlossSimilarity",
        new[] { 0.023, 0.050, 0.105, 0.127 },
        new[] { 0.023, 0.025, 0.090, 0.110 }
    )]
    public void Glosses_score_as_measured(string task, double[] expected30, double[] expected31)
    {
        var actual = scores.Of(task);
        Check(scores.WordNetVersion == "3.0" ? expected30 : expected31, actual);
        Assert.SkipWhen(
            scores.WordNetVersion != "3.0",
            "WordNet 3.0 (Debian's wordnet-base) is not to be had: compared with what 3.1 gives"
        );
    }

    [Fact]
    public void Tasks_are_known_by_name_before_any_data()
    {
        Assert.Equal(ScoredTasks.Names, scores.Tasks.Select(task => task.Name));
        Assert.Equal(
            ["accuracy", "cosine_spearman", "ndcg_at_10", "v_measure"],
            scores.Tasks.Select(task => task.Metric).Distinct().Order()
        );
    }

    /// <summary>To the last bit: a score is a count over sums in a fixed order, whoever computes it.</summary>
    [Fact]
    public void A_score_is_the_same_twice() =>
        Assert.Equal(scores.Of("AmazonSentiment"), scores.Of("AmazonSentiment"));

    private static void Check(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var layer = 0; layer < expected.Length; layer++)
            Assert.True(
                Math.Abs(expected[layer] - actual[layer]) <= Tolerance,
                $"layer {layer}: {actual[layer]:F4}, {expected[layer]} expected"
            );
    }
}
