namespace Sluice.Workers.Corpus.WordNet;

/// <summary>What WordNet knows of one lemma as one part of speech. Immutable but for a cache; thread-safe.</summary>
/// <param name="partOfSpeech">Which.</param>
/// <param name="count">How often the corpus uses the lemma as it.</param>
/// <param name="senses">Gives the senses when they are first asked for.</param>
public sealed class WordNetSection(
    PartOfSpeech partOfSpeech,
    int count,
    Func<IReadOnlyList<WordNetSense>> senses
)
{
    private IReadOnlyList<WordNetSense>? _senses;

    public PartOfSpeech PartOfSpeech => partOfSpeech;

    /// <summary>All senses, most frequent first, with and without synonyms.</summary>
    public IReadOnlyList<WordNetSense> Senses => _senses ??= senses();

    /// <summary>How often the corpus uses the lemma as this part of speech.</summary>
    public int Count => count;
}
