using System.Collections.Concurrent;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Tagging;

/// <summary>Words by their spelling in small letters, each analysed once. Thread-safe.</summary>
internal sealed class Lexicon(WordNet wordNet, TaggerNames names)
{
    /// <summary>Longer runs of letters are not words, and would only fill the cache.</summary>
    public const int LongestWord = 48;

    /// <summary>Bounds the cache to some tens of megabytes; past it words are analysed each time.</summary>
    private const int Capacity = 100_000;

    private readonly LexicalWord _endless = LexicalWord.Mark("?", names);

    private readonly ConcurrentDictionary<string, LexicalWord> _words = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>A full stop, or the beginning or end of the text.</summary>
    public LexicalWord End { get; } = LexicalWord.Mark("=.", names);

    /// <summary>A mark within a sentence.</summary>
    public LexicalWord Comma { get; } = LexicalWord.Mark("=,", names);

    /// <summary>Anything else but blanks.</summary>
    public LexicalWord Joint { get; } = LexicalWord.Mark("=-", names);

    /// <summary>The word of a spelling in any case, not empty.</summary>
    public LexicalWord this[ReadOnlySpan<char> spelling]
    {
        get
        {
            if (spelling.Length > LongestWord)
                return _endless;
            Span<char> lower = stackalloc char[LongestWord];
            lower = lower[..spelling.ToLowerInvariant(lower)];
            // One apostrophe for both, as the table of function words has it.
            lower.Replace('\u2019', '\'');
            if (_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(lower, out var word))
                return word;
            word = LexicalWord.Of(lower.ToString(), wordNet, names);
            if (Volatile.Read(ref _count) < Capacity && _words.TryAdd(word.Text, word))
                Interlocked.Increment(ref _count);
            return word;
        }
    }
}
