using System.Collections.Concurrent;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// Replaces a word by one of a list that depends on the word alone, e.g. its synonyms; every choice is equally
/// likely. Lists are cached by spelling, since a corpus has far fewer spellings than words.
/// </summary>
/// <param name="choicesOf">
/// The choices for a spelling, none of them equal to it; pure, since the cache may be full or hold them already.
/// </param>
internal sealed class Replacement(Func<string, string[]> choicesOf) : IWordEdit
{
    /// <summary>Longer runs of letters are not words, and would only fill the cache.</summary>
    private const int LongestWord = 48;

    /// <summary>Bounds the cache to some tens of megabytes; past it lists are computed each time.</summary>
    private const int CacheCapacity = 100_000;

    private readonly ConcurrentDictionary<string, string[]> _cache = new(StringComparer.Ordinal);
    private int _cached;

    public bool Applies(ReadOnlySpan<char> word) =>
        word.Length <= LongestWord && ChoicesOf(word).Length > 0;

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var choices = ChoicesOf(word);
        output.Append(choices[random.Next(choices.Length)]);
    }

    private string[] ChoicesOf(ReadOnlySpan<char> word)
    {
        var lookup = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(word, out var choices))
            return choices;
        var spelling = word.ToString();
        choices = choicesOf(spelling);
        if (Volatile.Read(ref _cached) < CacheCapacity && _cache.TryAdd(spelling, choices))
            Interlocked.Increment(ref _cached);
        return choices;
    }
}
