namespace Sluice.Workers.Scoring;

/// <summary>Whether vectors of equal labels lie together: the V-measure of as many clusters as there are labels.</summary>
internal sealed class ClusteringTask(
    string name,
    IReadOnlyList<string> texts,
    IReadOnlyList<int> labels
) : IScoredTask
{
    public string Name => name;

    public TaskKind Kind => TaskKind.Clustering;

    public string Metric => "v_measure";

    public double Score(
        Func<IReadOnlyList<string>, float[][]> embed,
        CancellationToken cancellation = default
    ) => VMeasure.Of(labels, SphericalKMeans.Cluster(embed(texts), labels.Max() + 1, cancellation));
}
