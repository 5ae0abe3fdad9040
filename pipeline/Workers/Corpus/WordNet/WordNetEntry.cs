namespace Sluice.Workers.Corpus.WordNet;

/// <summary>One spelling in WordNet: a lemma, an irregular inflected form, or both.</summary>
public sealed record WordNetEntry
{
    /// <summary>One per part of speech; empty where the spelling is only an irregular form.</summary>
    public required IReadOnlyList<WordNetSection> Sections { get; init; }

    /// <summary>The lemmas it is an irregular form of (from the <c>*.exc</c> files): "went" → (verb, "go").</summary>
    public required IReadOnlyList<(
        PartOfSpeech PartOfSpeech,
        string Lemma
    )> BaseForms { get; init; }

    /// <summary>What is known of it as the given part of speech, or null.</summary>
    public WordNetSection? As(PartOfSpeech partOfSpeech)
    {
        foreach (var section in Sections)
        {
            if (section.PartOfSpeech == partOfSpeech)
                return section;
        }
        return null;
    }
}
