namespace Sluice.Workers.Corpus.WordNet;

/// <summary>One sense of a lemma as one part of speech.</summary>
public sealed record WordNetSense
{
    /// <summary>How often the sense-tagged corpus uses the lemma in this sense; 0 for most senses.</summary>
    public required int Count { get; init; }

    /// <summary>Names the synset, e.g. <c>n6625160</c>; what it is about is looked up by it.</summary>
    public required string Synset { get; init; }

    /// <summary>The lemma as this sense writes it where it has capitals ("Al", "May"); else null.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the synset is obscene, an insult, or about what is not spoken of in company.</summary>
    public bool IsVulgar { get; init; }

    /// <summary>The other words of the synset, in its order. A multi-word synonym has blanks.</summary>
    public required IReadOnlyList<WordNetSynonym> Synonyms { get; init; }

    /// <summary>Close words of synsets near it; see <see cref="WordNetDictionary.NearOf"/>.</summary>
    public required IReadOnlyList<WordNetSynonym> Near { get; init; }

    /// <summary>The direct antonyms of the lemma in this sense.</summary>
    public required IReadOnlyList<string> Antonyms { get; init; }
}
