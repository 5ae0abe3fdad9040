using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// The words of a corpus, each as often as it stands there. Atoms and numbers are none. A word that is written in small
/// letters somewhere, or with a capital at the start of sentences alone, counts in small letters; names keep theirs.
/// Depends on the texts alone, not on their order. Thread-safe.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>What is left of contractions that were written with blanks.</summary>
    private static readonly WordSet s_fragments = new("s t d m ll re ve");

    private readonly string[] _words;

    /// <summary>Sums of the counts up to and with each word.</summary>
    private readonly int[] _sums;

    private Vocabulary(IReadOnlyList<(string Word, int Count)> words)
    {
        _words = [.. words.Select(word => word.Word)];
        _sums = new int[_words.Length];
        var sum = 0;
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] = sum = checked(sum + words[i].Count);
    }

    /// <summary>The distinct words in ordinal order.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Reads the words of texts.</summary>
    public static Vocabulary Of(IEnumerable<string> texts)
    {
        var spellings = new Dictionary<string, (int Within, int First)>(StringComparer.Ordinal);
        foreach (var text in texts)
            Count(text, spellings);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (spelling, (within, first)) in spellings)
        {
            var word = Folded(spelling, within, spellings);
            counts[word] = counts.GetValueOrDefault(word) + within + first;
        }
        return new([.. counts.Select(pair => (pair.Key, pair.Value))]);
    }

    /// <summary>Words given by hand, each equally likely.</summary>
    public static Vocabulary OfWords(IEnumerable<string> words) =>
        new([
            .. words
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(word => (word, 1)),
        ]);

    /// <summary>Whether it has a word besides this one, in any case.</summary>
    public bool HasOther(ReadOnlySpan<char> word)
    {
        foreach (var other in _words)
        {
            if (!word.Equals(other, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>A word, each as likely as its count; null where there is none but the one that it must not be.</summary>
    /// <param name="random">One number is drawn from it, or none.</param>
    /// <param name="other">In any case; empty where every word will do.</param>
    public string? Draw(RowRandom random, ReadOnlySpan<char> other)
    {
        if (_words.Length == 0)
            return null;
        var found = Array.BinarySearch(_sums, random.Next(_sums[^1]) + 1);
        var start = found < 0 ? ~found : found;
        for (var i = 0; i < _words.Length; i++)
        {
            var word = _words[(start + i) % _words.Length];
            if (!other.Equals(word, StringComparison.OrdinalIgnoreCase))
                return word;
        }
        return null;
    }

    private static void Count(string text, Dictionary<string, (int Within, int First)> spellings)
    {
        var list = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        var lookup = spellings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < list.Count; i++)
        {
            if (list.Kind(i) != WordKind.Plain || s_fragments.Contains(list[i]))
                continue;
            lookup.TryGetValue(list[i], out var counts);
            lookup[list[i]] = list.StartsSentence(i)
                ? (counts.Within, counts.First + 1)
                : (counts.Within + 1, counts.First);
        }
    }

    private static string Folded(
        string spelling,
        int within,
        Dictionary<string, (int Within, int First)> spellings
    )
    {
        // "I" is one word, whatever the case of others.
        var letterCase = LetterCases.Of(spelling);
        if (
            letterCase is LetterCase.Lower or LetterCase.Mixed
            || spelling is "I"
            || spelling is ['I', '\'' or '\u2019', ..]
        )
            return spelling;
        var small = spelling.ToLowerInvariant();
        if (spellings.ContainsKey(small) || FunctionWords.Contains(small))
            return small;
        return letterCase == LetterCase.Capitalised && within == 0 ? small : spelling;
    }
}
