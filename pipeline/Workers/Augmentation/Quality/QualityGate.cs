namespace Sluice.Workers.Augmentation.Quality;

/// <summary>
/// Decides whether a rewritten text is still near enough to its source, yet not all but the same:
/// Minimum ≤ similarity ≤ Maximum, against the step before and against the original, so that many
/// small steps cannot drift away. Thread-safe if its measure is.
/// </summary>
/// <param name="Measure">The similarity; null accepts everything.</param>
/// <param name="Minimum">Least similarity accepted, 0 to 1.</param>
/// <param name="Maximum">Largest similarity accepted, 0 to 1.</param>
internal sealed record QualityGate(
    ISimilarity? Measure,
    double Minimum = QualityGate.DefaultMinimum,
    double Maximum = QualityGate.DefaultMaximum
)
{
    /// <summary>The least similarity where none is configured.</summary>
    public const double DefaultMinimum = 0.55;

    /// <summary>The largest similarity where none is configured.</summary>
    public const double DefaultMaximum = 0.95;

    /// <summary>Accepts everything: the measure <c>none</c>.</summary>
    public static QualityGate None { get; } = new(Measure: null);

    /// <summary>Whether a candidate may stand.</summary>
    /// <param name="candidate">The rewritten text.</param>
    /// <param name="previous">The text it was rewritten from.</param>
    /// <param name="original">The text before the first step.</param>
    public bool Accepts(string candidate, string previous, string original) =>
        Judge(candidate, previous, original) == Judgement.Accepted;

    /// <summary>As <see cref="Accepts"/>, with the reason.</summary>
    /// <inheritdoc cref="Accepts"/>
    public Judgement Judge(string candidate, string previous, string original)
    {
        if (Measure is null)
            return Judgement.Accepted;
        var judgement = Judge(previous, candidate);
        return judgement == Judgement.Accepted && previous != original
            ? Judge(original, candidate)
            : judgement;
    }

    private Judgement Judge(string source, string candidate)
    {
        if (
            Measure is IBoundedSimilarity bounded
            && bounded.UpperBound(source, candidate) < Minimum
        )
            return Judgement.TooDifferent;
        var similarity = Measure!.Compare(source, candidate);
        return similarity < Minimum ? Judgement.TooDifferent
            : similarity > Maximum ? Judgement.TooSimilar
            : similarity <= Maximum ? Judgement.Accepted
            : Judgement.TooDifferent;
    }
}
