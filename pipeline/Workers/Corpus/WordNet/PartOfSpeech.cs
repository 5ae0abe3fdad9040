namespace Sluice.Workers.Corpus.WordNet;

/// <summary>The four open word classes of WordNet, in the order of its own documentation.</summary>
public enum PartOfSpeech
{
    Noun,
    Verb,
    Adjective,
    Adverb,
}
