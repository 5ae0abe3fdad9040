using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation.Words;

/// <summary>A fixed set of words, in any case and with either apostrophe, asked by spans.</summary>
internal sealed class WordSet
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <param name="words">Apart by blanks.</param>
    public WordSet(string words) =>
        _lookup = words
            .Split(' ')
            .SelectMany(word => new[] { word, word.Replace('\'', '\u2019') })
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Contains(ReadOnlySpan<char> word) => _lookup.Contains(word);
}
