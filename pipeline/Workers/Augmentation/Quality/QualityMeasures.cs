using Sluice.Engine;
using Sluice.Workers.Embedding;

namespace Sluice.Workers.Augmentation.Quality;

/// <summary>The measures that <c>augment.quality.measure</c> may name.</summary>
public static class QualityMeasures
{
    /// <summary>The names, in the order they are listed to users.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ratio", "trigram", "sentence", "none"];

    /// <summary>The measure of a name; null for <c>none</c>, as <see cref="QualityGate"/> takes it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="encoder">Asked for the encoder only where the measure needs it.</param>
    /// <exception cref="UserError">There is no such measure, or no encoder.</exception>
    public static ISimilarity? Create(string name, Func<SentenceEncoder> encoder) =>
        name switch
        {
            "ratio" => new RatcliffObershelp(),
            "trigram" => new TrigramCosine(),
            "sentence" => new SentenceCosine(encoder()),
            "none" => null,
            _ => throw new UserError(
                $"Quality measure `{name}` is unknown in augment.quality.measure; use one of {string.Join(", ", Names)}"
            ),
        };
}
