using Sluice.Workers.Scoring;

namespace Sluice.Tests.Workers.Scoring;

/// <summary>The tasks on vectors whose score is known.</summary>
public sealed class TaskTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 300).Select(i => $"{i}")];

    [Fact]
    public void Classes_apart_are_told_and_clustered_wholly()
    {
        var labels = Texts.Select((_, i) => i % 3).ToArray();
        var vectors = Vectors(5, (i, j, noise) => (j == labels[i] ? 5 : 0) + noise);
        Assert.Equal(1, new ClassificationTask("c", Texts, labels).Score(_ => vectors));
        Assert.Equal(1, new ClusteringTask("c", Texts, labels).Score(_ => vectors), 1e-12);
    }

    [Fact]
    public void Noise_is_told_no_better_than_by_chance()
    {
        var labels = Texts.Select((_, i) => i * 7 % 11 % 2).ToArray();
        var vectors = Vectors(40, (_, _, noise) => noise);
        var score = new ClassificationTask("c", Texts, labels).Score(_ => vectors);
        Assert.InRange(score, 0.35, 0.65);
        Assert.InRange(new ClusteringTask("c", Texts, labels).Score(_ => vectors), 0, 0.05);
    }

    /// <summary>
    /// Two queries of three: the right document is first for one, for the other both others are
    /// nearer, so (1 + 1 / log₂ 4) / 2.
    /// </summary>
    [Fact]
    public void Retrieval_discounts_by_how_many_documents_are_nearer()
    {
        var vectors = new Dictionary<string, float[]>
        {
            ["q0"] = [1, 0],
            ["q1"] = [0, 1],
            ["d0"] = [2, 0.1f],
            ["d1"] = [1, -5],
            ["d2"] = [1, 1],
        };
        var task = new RetrievalTask("r", ["q0", "q1"], ["d0", "d1", "d2"]);
        Assert.Equal(0.75, task.Score(texts => [.. texts.Select(text => vectors[text])]), 1e-12);
    }

    [Fact]
    public void Similarity_compares_orders_alone()
    {
        float[][] vectors =
        [
            [1, 0],
            [1, 0.1f],
            [1, 1],
            [-1, 0],
        ];
        (int, int)[] pairs = [(0, 1), (0, 2), (0, 3)];
        var task = new SimilarityTask("s", ["a", "b", "c", "d"], pairs, [0.9, 0.2, 0.1]);
        Assert.Equal(1, task.Score(_ => vectors), 1e-12);
    }

    [Fact]
    public void A_cancelled_score_ends()
    {
        var labels = Texts.Select((_, i) => i % 2).ToArray();
        var vectors = Vectors(8, (_, _, noise) => noise);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            new ClassificationTask("c", Texts, labels).Score(_ => vectors, stop.Token)
        );
        Assert.Throws<OperationCanceledException>(() =>
            new ClusteringTask("c", Texts, labels).Score(_ => vectors, stop.Token)
        );
    }

    private static float[][] Vectors(int width, Func<int, int, float, float> value)
    {
        var random = new Random(5);
        return
        [
            .. Texts.Select(
                (_, i) =>
                    Enumerable
                        .Range(0, width)
                        .Select(j => value(i, j, random.NextSingle() - 0.5f))
                        .ToArray()
            ),
        ];
    }
}
