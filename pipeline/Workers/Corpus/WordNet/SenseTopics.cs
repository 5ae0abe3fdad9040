using System.Numerics;
using Sluice.Workers.Augmentation.Methods.Substitutions;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// What each synset is about: the stems of its words, gloss and examples, and of its neighbours' (Banerjee and
/// Pedersen 2002: extended gloss overlaps), weighted from 1 to 9 by how rare a stem is and how near the neighbour.
/// </summary>
internal sealed class SenseTopics
{
    /// <summary>Stems kept for a synset: the weightiest.</summary>
    private const int Most = 80;

    /// <summary>Parts in ten that a stem weighs by where it stands.</summary>
    private const int Own = 10,
        Near = 7,
        Far = 5;

    private readonly WordNetDictionary _dictionary;
    private readonly SortedDictionary<string, Dictionary<string, Mention>> _topics = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, int> _frequencies = new(StringComparer.Ordinal);

    /// <param name="dictionary">Where synsets and neighbours are.</param>
    /// <param name="synsets">Those to describe, each by name.</param>
    public SenseTopics(
        WordNetDictionary dictionary,
        IEnumerable<(string Name, PartOfSpeech PartOfSpeech, int Offset)> synsets
    )
    {
        _dictionary = dictionary;
        foreach (var (name, partOfSpeech, offset) in synsets)
        {
            var topic = Describe(dictionary.At(partOfSpeech, offset));
            _topics[name] = topic;
            foreach (var stem in topic.Keys)
                _frequencies[stem] = _frequencies.GetValueOrDefault(stem) + 1;
        }
    }

    /// <summary>Each synset's stems with their weights, in ordinal order of names; of stems too.</summary>
    public IEnumerable<(string Name, IEnumerable<(string Stem, int Weight)> Stems)> All()
    {
        foreach (var (name, topic) in _topics)
            yield return (
                name,
                topic
                    .Select(pair => (Stem: pair.Key, Weight: WeightOf(pair.Key, pair.Value)))
                    .Where(pair => pair.Weight > 0)
                    .OrderByDescending(pair =>
                        topic[pair.Stem].Nearness * (1 + topic[pair.Stem].Times)
                    )
                    .ThenBy(pair => pair.Stem, StringComparer.Ordinal)
                    .Take(Most)
                    .OrderBy(pair => pair.Stem, StringComparer.Ordinal)
            );
    }

    /// <summary>
    /// How many bits it tells that a synset has the stem, less where it stands far off, more where it stands often;
    /// whole bits, which are rounded alike everywhere.
    /// </summary>
    private int WeightOf(string stem, Mention mention)
    {
        var rarity = Math.Min(BitOperations.Log2((uint)(_topics.Count / _frequencies[stem])), 9);
        if (rarity == 0)
            return 0;
        var often = BitOperations.Log2((uint)mention.Times);
        return Math.Min((rarity * mention.Nearness + 5) / 10 + often, 9);
    }

    private Dictionary<string, Mention> Describe(Synset synset)
    {
        var topic = new Dictionary<string, Mention>(StringComparer.Ordinal);
        AddWords(topic, synset, Own);
        AddText(topic, synset.Gloss, Own);
        foreach (var pointer in synset.Pointers)
        {
            var nearness = pointer.Symbol switch
            {
                "@" or "@i" or "&" or "+" or "$" or "^" or "*" or ">" or "=" or "\\" => Near,
                "~" or "~i" or ";c" or "-c" => Far,
                _ => pointer.Symbol[0] is '%' or '#' ? Near : 0,
            };
            if (nearness == 0)
                continue;
            var neighbour = _dictionary.At(pointer.PartOfSpeech, pointer.Offset);
            AddWords(topic, neighbour, nearness);
            AddText(topic, neighbour.Gloss, nearness);
        }
        return topic;
    }

    private static void AddWords(Dictionary<string, Mention> topic, Synset synset, int nearness)
    {
        foreach (var word in synset.Words)
            AddText(topic, word, nearness);
    }

    private static void AddText(Dictionary<string, Mention> topic, string text, int nearness)
    {
        var words = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Length < 3 || word.ContainsAnyExcept(Letters) || FunctionWords.Contains(word))
                continue;
            var stem = Stem.Of(word);
            var known = topic.GetValueOrDefault(stem);
            topic[stem] = new(Math.Max(known.Nearness, nearness), known.Times + 1);
        }
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'");

    /// <param name="Nearness">Of the nearest synset that has the stem.</param>
    /// <param name="Times">How often it stands in all of them.</param>
    private readonly record struct Mention(int Nearness, int Times);
}
