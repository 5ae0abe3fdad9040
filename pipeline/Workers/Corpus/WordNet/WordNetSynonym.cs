namespace Sluice.Workers.Corpus.WordNet;

/// <summary>One word of a synset, seen from another.</summary>
/// <param name="Word">As written, with blanks.</param>
/// <param name="Count">How often the sense-tagged corpus uses it in this sense.</param>
/// <param name="Share">That count as percent of all its counted uses as this part of speech.</param>
/// <param name="Uses">How often the corpus has it in any sense, as any part of speech: how common a word it is.</param>
public readonly record struct WordNetSynonym(string Word, int Count, int Share, int Uses);
