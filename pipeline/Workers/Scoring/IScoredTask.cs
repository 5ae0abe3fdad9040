namespace Sluice.Workers.Scoring;

/// <summary>
/// A task that scores vectors of texts. Deterministic: equal vectors give the same score, to the last
/// bit, on every machine.
/// </summary>
public interface IScoredTask
{
    /// <summary>E.g. <c>AmazonSentiment</c>.</summary>
    string Name { get; }

    TaskKind Kind { get; }

    /// <summary>What the score is: accuracy, v_measure, ndcg_at_10 or cosine_spearman.</summary>
    string Metric { get; }

    /// <summary>Scores vectors; more is better, 1 is the most.</summary>
    /// <param name="embed">
    /// The vectors of texts, in order, all of one width; asked for the same texts in every call.
    /// </param>
    double Score(
        Func<IReadOnlyList<string>, float[][]> embed,
        CancellationToken cancellation = default
    );
}
