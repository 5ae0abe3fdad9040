using System.Globalization;
using System.Text;

namespace Sluice.Workers.Augmentation.Words;

/// <summary>
/// The characters of a word as people see them: a letter with its combining marks is one (Unicode's extended grapheme
/// clusters, UAX 29). Character methods take, move and count these.
/// </summary>
internal readonly ref struct Graphemes
{
    /// <summary>UTF-16 units a caller should give stack space for.</summary>
    public const int UsualLength = 64;

    private readonly ReadOnlySpan<char> _word;
    private readonly ReadOnlySpan<int> _starts;

    /// <param name="word">The word.</param>
    /// <param name="buffer">Scratch space for one more than the word's length.</param>
    public Graphemes(ReadOnlySpan<char> word, Span<int> buffer)
    {
        _word = word;
        var isSimple = Ascii.IsValid(word);
        var count = 0;
        for (var i = 0; i < word.Length; )
        {
            buffer[count++] = i;
            i += isSimple ? 1 : StringInfo.GetNextTextElementLength(word[i..]);
        }
        buffer[count] = word.Length;
        _starts = buffer[..(count + 1)];
    }

    public int Count => _starts.Length - 1;

    public ReadOnlySpan<char> this[int index] => _word[_starts[index].._starts[index + 1]];

    /// <summary>Where a grapheme starts, in UTF-16 units; at <see cref="Count"/> the word's length.</summary>
    public int StartOf(int index) => _starts[index];

    /// <summary>The grapheme as the one UTF-16 unit that it is; null where it is several.</summary>
    public char? Single(int index) => this[index] is [var c] ? c : null;

    /// <summary>How many a word has, without keeping where they are.</summary>
    public static int CountIn(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word))
            return word.Length;
        var count = 0;
        for (; word.Length > 0; count++)
            word = word[StringInfo.GetNextTextElementLength(word)..];
        return count;
    }
}
