namespace Sluice.Workers.Corpus;

/// <summary>A synset of WordNet by what it means.</summary>
/// <param name="Category">Its lexicographer file, e.g. <c>noun.animal</c>.</param>
/// <param name="Offset">Its number, unique among synsets of the same part of speech.</param>
/// <param name="Hypernym">The offset of the first synset above it; null at the top.</param>
/// <param name="Word">Its first word, with blanks for underscores.</param>
/// <param name="Text">Its definition, without examples.</param>
internal sealed record Gloss(string Category, int Offset, int? Hypernym, string Word, string Text)
{
    /// <summary>Whether the category is one of nouns.</summary>
    public bool IsNoun => Category.StartsWith("noun.", StringComparison.Ordinal);
}
