namespace Sluice.Workers.Corpus.WordNet;

/// <summary>One word of a synset, seen from another.</summary>
/// <param name="Word">As written, with blanks.</param>
/// <param name="Count">How often the sense-tagged corpus uses it in this sense.</param>
/// <param name="Share">How probable this sense is of it as this part of speech, in percent, by those counts.</param>
/// <param name="Uses">How often the corpus has it in any sense, as any part of speech: how common a word it is.</param>
/// <param name="Closeness">In how much the same surroundings both are met, as <see cref="CloseWords"/> has it; 0 where they are not close.</param>
public readonly record struct WordNetSynonym(
    string Word,
    int Count,
    int Share,
    int Uses,
    int Closeness
);
