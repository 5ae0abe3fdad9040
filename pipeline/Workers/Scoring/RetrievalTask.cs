namespace Sluice.Workers.Scoring;

/// <summary>Whether the one document that answers a query is among those nearest to it by cosine.</summary>
/// <param name="queries">Query i is answered by document i.</param>
/// <param name="documents">At least as many as queries.</param>
internal sealed class RetrievalTask(
    string name,
    IReadOnlyList<string> queries,
    IReadOnlyList<string> documents
) : IScoredTask
{
    // Queries at once, so that a cancellation is heard.
    private const int QueriesAtOnce = 100;

    public string Name => name;

    public TaskKind Kind => TaskKind.Retrieval;

    public string Metric => "ndcg_at_10";

    public double Score(
        Func<IReadOnlyList<string>, float[][]> embed,
        CancellationToken cancellation = default
    )
    {
        var vectors = VectorTable.OfLengthOne(embed(queries));
        var products = VectorTable.OfLengthOne(embed(documents)).Products();
        var sum = 0.0;
        for (var first = 0; first < queries.Count; first += QueriesAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(QueriesAtOnce, queries.Count - first);
            var cosines = products.Of(vectors.Rows(first, count), count);
            for (var i = 0; i < count; i++)
            {
                var row = cosines.Slice(i * products.Stride, documents.Count);
                sum += DiscountedGain.AtTen(Rank(row, first + i));
            }
        }
        return sum / queries.Count;
    }

    /// <summary>Documents nearer than the right one.</summary>
    private static int Rank(ReadOnlySpan<float> cosines, int right)
    {
        var rank = 0;
        foreach (var cosine in cosines)
            if (cosine > cosines[right])
                rank++;
        return rank;
    }
}
