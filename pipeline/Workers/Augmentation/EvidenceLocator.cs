using Sluice.Workers.Augmentation.Quality;

namespace Sluice.Workers.Augmentation;

/// <summary>Finds where in a text its evidence stands: the sentence that an annotator marked.</summary>
internal static class EvidenceLocator
{
    /// <summary>The least ratio at which a sentence passes for the evidence.</summary>
    public const double MinimumRatio = 0.55;

    private static readonly RatcliffObershelp Ratio = new();

    /// <summary>
    /// The first exact occurrence, blanks around the evidence aside; else the first in other letter case; else
    /// the first of the sentences most like the evidence, if its ratio reaches <see cref="MinimumRatio"/>,
    /// whatever the case; else, or for blank evidence, null.
    /// </summary>
    public static TextSpan? Find(string text, string evidence)
    {
        if (string.IsNullOrWhiteSpace(evidence))
            return null;
        evidence = evidence.Trim();
        var exact = text.IndexOf(evidence, StringComparison.Ordinal);
        if (exact < 0)
            exact = text.IndexOf(evidence, StringComparison.OrdinalIgnoreCase);
        if (exact >= 0)
            return new(exact, evidence.Length);
        evidence = evidence.ToLowerInvariant();
        TextSpan? best = null;
        var least = MinimumRatio;
        foreach (var span in SentenceSplitter.Split(text))
        {
            var sentence = span.Of(text).ToLowerInvariant();
            if (Ratio.UpperBound(evidence, sentence) < least)
                continue;
            var ratio = Ratio.Compare(evidence, sentence);
            if (ratio > least || (best is null && ratio >= least))
                (best, least) = (span, ratio);
        }
        return best;
    }
}
