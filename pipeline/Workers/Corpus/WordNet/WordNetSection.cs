namespace Sluice.Workers.Corpus.WordNet;

/// <summary>What WordNet knows of one lemma as one part of speech.</summary>
public sealed record WordNetSection
{
    public required PartOfSpeech PartOfSpeech { get; init; }

    /// <summary>All senses, most frequent first, with and without synonyms.</summary>
    public required IReadOnlyList<WordNetSense> Senses { get; init; }

    /// <summary>How often the corpus uses the lemma as this part of speech.</summary>
    public int Count => Senses.Sum(sense => sense.Count);
}
