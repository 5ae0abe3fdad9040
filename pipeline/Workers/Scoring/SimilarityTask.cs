using Sluice.Workers.Embedding;

namespace Sluice.Workers.Scoring;

/// <summary>Whether cosines order pairs of texts as a measure of likeness does: Spearman's ρ.</summary>
/// <param name="pairs">Indexes of the texts.</param>
/// <param name="likeness">One value a pair.</param>
internal sealed class SimilarityTask(
    string name,
    IReadOnlyList<string> texts,
    IReadOnlyList<(int A, int B)> pairs,
    IReadOnlyList<double> likeness
) : IScoredTask
{
    public string Name => name;

    public TaskKind Kind => TaskKind.Sts;

    public string Metric => "cosine_spearman";

    public double Score(
        Func<IReadOnlyList<string>, float[][]> embed,
        CancellationToken cancellation = default
    )
    {
        var vectors = VectorTable.OfLengthOne(embed(texts));
        cancellation.ThrowIfCancellationRequested();
        var cosines = pairs.Select(pair => (double)Lanes.Dot(vectors[pair.A], vectors[pair.B]));
        return Spearman.Correlation([.. cosines], likeness);
    }
}
