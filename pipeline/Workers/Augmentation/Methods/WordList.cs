using System.Globalization;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// The words of a text: runs of letters, digits and their combining marks, with inner apostrophes ("don't").
/// All else (blanks, punctuation, emoji, surrogates) lies between words, and whoever writes the text anew copies it
/// as it is.
/// </summary>
internal ref struct WordList
{
    /// <summary>Words a caller should give stack space for: more than nearly every sentence has.</summary>
    public const int UsualCount = 128;

    private readonly ReadOnlySpan<char> _text;
    private Span<WordSpan> _spans;

    /// <param name="text">The text to read.</param>
    /// <param name="buffer">Scratch space; replaced by a larger one where the text has more words.</param>
    public WordList(ReadOnlySpan<char> text, Span<WordSpan> buffer)
    {
        _text = text;
        _spans = buffer;
        for (var i = 0; i < text.Length; )
        {
            if (!IsWordStart(text[i]))
            {
                i++;
                continue;
            }
            var start = i++;
            while (i < text.Length && Continues(text, i))
                i++;
            Add(new(start, i));
        }
    }

    public int Count { get; private set; }

    /// <summary>The text of a word.</summary>
    public readonly ReadOnlySpan<char> this[int index] =>
        _text[_spans[index].Start.._spans[index].End];

    public readonly WordSpan Span(int index) => _spans[index];

    /// <summary>What stands between a word and the next.</summary>
    public readonly ReadOnlySpan<char> GapAfter(int index) =>
        _text[_spans[index].End..(index + 1 < Count ? _spans[index + 1].Start : _text.Length)];

    private void Add(WordSpan span)
    {
        if (Count == _spans.Length)
        {
            var larger = new WordSpan[Math.Max(256, Count * 2)];
            _spans.CopyTo(larger);
            _spans = larger;
        }
        _spans[Count++] = span;
    }

    private static bool IsWordStart(char c) =>
        char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c);

    private static bool Continues(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (IsWordStart(c))
            return true;
        if (c is '\'' or '\u2019')
            return index + 1 < text.Length
                && char.IsLetter(text[index - 1])
                && char.IsLetter(text[index + 1]);
        return !char.IsAscii(c)
            && char.GetUnicodeCategory(c)
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark;
    }
}
