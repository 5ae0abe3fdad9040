using System.Runtime.InteropServices;
using Sluice.Workers.Embedding;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Tells in which of its senses a word stands in a sentence: by what the senses are about (Lesk 1986, over extended
/// glosses) and by how often each is meant. Immutable but for a cache; thread-safe.
/// </summary>
/// <param name="wordNet">Where the topics are looked up, at the first sentence.</param>
/// <param name="stem">Of the word itself, which says nothing of its sense.</param>
/// <param name="senses">All senses that it may have, at most 64.</param>
internal sealed class SenseJudge(WordNet wordNet, uint stem, WordNetSense[] senses)
{
    /// <summary>How much one unit of overlap counts against the frequencies: a factor of e to it.</summary>
    private const double Trust = 0.2;

    private static readonly double[] s_factors =
    [
        .. Enumerable.Range(0, 256).Select(overlap => PortableMath.Exp(Trust * overlap)),
    ];

    private readonly Lazy<Dictionary<uint, Mention>> _topics = new(() =>
        ReadTopics(wordNet, senses)
    );

    /// <summary>The senses, most frequent first.</summary>
    public IReadOnlyList<WordNetSense> Senses => senses;

    /// <summary>How probable each sense is in a sentence; they sum to 1.</summary>
    /// <param name="sentence">Stems of the words around, each once.</param>
    /// <param name="probabilities">As many as there are senses.</param>
    public void Judge(ReadOnlySpan<uint> sentence, Span<double> probabilities)
    {
        if (senses.Length == 1)
        {
            probabilities[0] = 1;
            return;
        }
        Span<int> overlaps = stackalloc int[senses.Length];
        overlaps.Clear();
        foreach (var other in sentence)
        {
            if (other == stem || !_topics.Value.TryGetValue(other, out var mention))
                continue;
            for (var at = mention; at is not null; at = at.Next)
                overlaps[at.Sense] += at.Weight;
        }
        var total = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = senses[i].Count + 0.5;
            if (overlaps[i] > 0)
                probabilities[i] *= s_factors[Math.Min(overlaps[i], s_factors.Length - 1)];
            total += probabilities[i];
        }
        foreach (ref var probability in probabilities)
            probability /= total;
    }

    private static Dictionary<uint, Mention> ReadTopics(WordNet wordNet, WordNetSense[] senses)
    {
        var topics = new Dictionary<uint, Mention>();
        for (var i = 0; i < senses.Length; i++)
        {
            foreach (var (stem, weight) in Topic.Read(wordNet.Topic(senses[i].Synset)))
            {
                ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(topics, stem, out _);
                first = new(i, weight, first);
            }
        }
        return topics;
    }

    /// <param name="Sense">One that a stem tells of.</param>
    /// <param name="Weight">How much.</param>
    /// <param name="Next">Another.</param>
    private sealed record Mention(int Sense, int Weight, Mention? Next);
}
