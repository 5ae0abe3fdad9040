using Sluice.Workers.Corpus;

namespace Sluice.Workers.Scoring;

/// <summary>The tree of nouns by their first hypernyms.</summary>
internal sealed class Taxonomy
{
    private readonly Dictionary<int, int?> _above = [];

    /// <param name="nouns">With offsets of their own.</param>
    public Taxonomy(IEnumerable<Gloss> nouns)
    {
        foreach (var noun in nouns)
            _above[noun.Offset] = noun.Hypernym;
    }

    /// <summary>
    /// Likeness by Wu and Palmer (1994): 2·depth of the nearest common ancestor over the sum of both
    /// depths, the top having depth 1; 0 without a common ancestor.
    /// </summary>
    public double WuPalmer(int a, int b)
    {
        var ofA = Path(a);
        var ofB = Path(b);
        var common = 0;
        while (common < Math.Min(ofA.Count, ofB.Count) && ofA[^(common + 1)] == ofB[^(common + 1)])
            common++;
        return 2.0 * common / (ofA.Count + ofB.Count);
    }

    /// <summary>From a synset up to the top.</summary>
    private List<int> Path(int offset)
    {
        var path = new List<int> { offset };
        // A synset met twice would be a circle, which only a damaged file has.
        while (
            _above.GetValueOrDefault(path[^1]) is { } next
            && _above.ContainsKey(next)
            && !path.Contains(next)
        )
            path.Add(next);
        return path;
    }
}
