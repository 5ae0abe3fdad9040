namespace Sluice.Workers.Augmentation;

/// <summary>What WordNet knows of one lemma as one part of speech.</summary>
public sealed record WordNetSection
{
    public required PartOfSpeech PartOfSpeech { get; init; }

    /// <summary>Number of its senses that occur in the sense-tagged corpus: how common it is.</summary>
    public required int TaggedSenses { get; init; }

    /// <summary>
    /// The other words of each synset, most frequent sense first; a sense that has none is left out.
    /// A multi-word synonym has blanks.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<string>> Senses { get; init; }

    /// <summary>Direct antonyms over all senses, in sense order, each once.</summary>
    public required IReadOnlyList<string> Antonyms { get; init; }
}
