using System.Globalization;

namespace Sluice.Workers.Augmentation.Words;

/// <summary>
/// The words of a text: runs of letters, digits and their combining marks, with inner apostrophes ("don't"), and
/// atoms ("https://a.net/b", "$1,250.50", "@name"), each one word of its kind. All else (blanks, punctuation, emoji,
/// markup tags and entities, surrogates) lies between words, and whoever writes the text anew copies it as it is.
/// </summary>
internal ref struct WordList
{
    /// <summary>Words a caller should give stack space for: more than nearly every sentence has.</summary>
    public const int UsualCount = 128;

    private readonly ReadOnlySpan<char> _text;
    private Span<WordSpan> _spans;
    private bool _hasNeighbouringNumbers;

    /// <param name="text">The text to read.</param>
    /// <param name="buffer">Scratch space; replaced by a larger one where the text has more words.</param>
    public WordList(ReadOnlySpan<char> text, Span<WordSpan> buffer)
    {
        _text = text;
        _spans = buffer;
        for (var i = 0; i < text.Length; )
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var end = Chunk.EndOf(text, i, out var mayHoldAtoms);
            if (mayHoldAtoms)
                i = AddMarkedUp(i, end);
            else
            {
                AddWords(i, end);
                i = end;
            }
        }
        if (_hasNeighbouringNumbers)
            Count = NumberGroups.Join(text, _spans[..Count]);
    }

    public int Count { get; private set; }

    /// <summary>The text of a word.</summary>
    public readonly ReadOnlySpan<char> this[int index] =>
        _text[_spans[index].Start.._spans[index].End];

    public readonly WordSpan Span(int index) => _spans[index];

    public readonly WordKind Kind(int index) => _spans[index].Kind;

    /// <summary>A word with all that is stuck to it, up to blanks: "(well-known)," for "known".</summary>
    public readonly ReadOnlySpan<char> WithSignsAround(int index)
    {
        var (start, end) = _spans[index];
        while (start > 0 && !char.IsWhiteSpace(_text[start - 1]))
            start--;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]))
            end++;
        return _text[start..end];
    }

    /// <summary>What stands between a word and the next.</summary>
    public readonly ReadOnlySpan<char> GapAfter(int index) =>
        _text[_spans[index].End..(index + 1 < Count ? _spans[index + 1].Start : _text.Length)];

    /// <summary>The words of a stretch without blanks that may hold atoms; where reading goes on, past markup that it begins.</summary>
    private int AddMarkedUp(int start, int end)
    {
        while (start < end)
        {
            var at = Markup.Find(_text, start, end, out var markupEnd, out var isCode);
            if (at < 0)
                break;
            AddAtoms(start, at);
            if (isCode)
                Add(new(at, markupEnd) { Kind = WordKind.Atom });
            start = markupEnd;
        }
        if (start < end)
            AddAtoms(start, end);
        return Math.Max(start, end);
    }

    private void AddAtoms(int start, int end)
    {
        var offset = start;
        foreach (var match in Atoms.In(_text[start..end]))
        {
            var from = offset + match.Index;
            AddWords(start, from);
            start = from + match.Length;
            var atom = _text[from..start];
            if (Atoms.IsBareNumber(atom))
                AddWords(from, start);
            if (Atoms.IsSign(atom) || Atoms.IsBareNumber(atom))
                continue;
            // The full stop of "the U.S." at the end is also the sentence's.
            var to = atom[^1] == '.' && EndsLine(start) ? start - 1 : start;
            Add(new(from, to) { Kind = WordKind.Atom });
        }
        AddWords(start, end);
    }

    private readonly bool EndsLine(int index)
    {
        while (index < _text.Length && _text[index] is ' ' or '"' or '\'' or '”' or '’' or ')')
            index++;
        return index == _text.Length || _text[index] is '\n' or '\r';
    }

    private void AddWords(int start, int end)
    {
        for (var i = start; i < end; )
        {
            if (!IsWordStart(_text[i]))
            {
                i++;
                continue;
            }
            var first = i;
            var isNumber = char.IsDigit(_text[i++]);
            // What most words are.
            while (!isNumber && i < end && char.IsAsciiLetter(_text[i]))
                i++;
            for (; i < end && Continues(_text[..end], i); i++)
                isNumber = isNumber && char.IsDigit(_text[i]);
            Add(new(first, i) { Kind = isNumber ? WordKind.Number : WordKind.Plain });
        }
    }

    private void Add(WordSpan span)
    {
        if (Count == _spans.Length)
        {
            var larger = new WordSpan[Math.Max(256, Count * 2)];
            _spans.CopyTo(larger);
            _spans = larger;
        }
        _hasNeighbouringNumbers |=
            span.Kind != WordKind.Plain
            && Count > 0
            && _spans[Count - 1].Kind != WordKind.Plain
            && span.Start - _spans[Count - 1].End <= 2;
        _spans[Count++] = span;
    }

    private static bool IsWordStart(char c) =>
        char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c);

    private static bool Continues(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (IsWordStart(c))
            return true;
        if (char.IsAscii(c))
            return c == '\'' && StandsWithin(text, index);
        return c switch
        {
            '\u2019' => StandsWithin(text, index),
            // Joiners of scripts that need them, and the soft hyphen: within a word they are of it.
            '\u200C' or '\u200D' or '\u00AD' => StandsWithin(text, index),
            _ => char.GetUnicodeCategory(c)
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.EnclosingMark,
        };
    }

    private static bool StandsWithin(ReadOnlySpan<char> text, int index) =>
        index + 1 < text.Length
        && (char.IsLetter(text[index - 1]) || IsMark(text[index - 1]))
        && char.IsLetter(text[index + 1]);

    private static bool IsMark(char c) =>
        !char.IsAscii(c)
        && char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;
}
