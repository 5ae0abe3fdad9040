using Sluice.Engine;
using Sluice.Workers.Embedding;

namespace Sluice.Workers.Augmentation.Quality;

/// <summary>The measures that <c>augment.quality.measure</c> may name.</summary>
internal static class QualityMeasures
{
    /// <summary>A measure; null for <see cref="QualityMeasure.None"/>, as <see cref="QualityGate"/> takes it.</summary>
    /// <param name="measure">Which.</param>
    /// <param name="encoder">Asked for the encoder only where the measure needs it.</param>
    /// <exception cref="UserError">There is no encoder.</exception>
    public static ISimilarity? Create(QualityMeasure measure, Func<SentenceEncoder> encoder) =>
        measure switch
        {
            QualityMeasure.Ratio => new RatcliffObershelp(),
            QualityMeasure.Trigram => new TrigramCosine(),
            QualityMeasure.Sentence => new SentenceCosine(encoder()),
            _ => null,
        };
}
