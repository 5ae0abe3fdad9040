namespace Sluice.Workers.Scoring;

/// <summary>Whether a linear classifier can tell the labels: its accuracy in five-fold cross-validation.</summary>
/// <param name="texts">The texts; every fifth belongs to the same fold.</param>
/// <param name="labels">Their classes, from 0 without gaps.</param>
internal sealed class ClassificationTask(
    string name,
    IReadOnlyList<string> texts,
    IReadOnlyList<int> labels
) : IScoredTask
{
    public string Name => name;

    public TaskKind Kind => TaskKind.Classification;

    public string Metric => "accuracy";

    public double Score(
        Func<IReadOnlyList<string>, float[][]> embed,
        CancellationToken cancellation = default
    ) => SoftmaxRegression.CrossValidated(embed(texts), labels, cancellation);
}
