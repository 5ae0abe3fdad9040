using Sluice.Workers.Augmentation.Methods.Phrases;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Reads the units of a text, for the methods that move and delete.</summary>
internal static class WordUnits
{
    private static readonly WordSet s_clipped = new(
        "em tis twas til till cause cuz bout round n ve nuff 60s 70s 80s 90s 50s"
    );

    /// <summary>All units of a text in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="list">Its words.</param>
    /// <param name="buffer">Scratch space for as many units as words.</param>
    public static Span<WordUnit> Read(string text, scoped in WordList list, Span<WordUnit> buffer)
    {
        var sentences = SentenceSplitter.Split(text);
        int count = 0,
            phrase = 0,
            sentence = 0,
            end = 0;
        for (var i = 0; i < list.Count; )
        {
            var first = i;
            i += LengthAt(list, i);
            var start = list.Span(first).Start;
            if (start > end && IsClippedBefore(text, start, list[first]))
                start--;
            if (count > 0 && !IsBlank(text.AsSpan(end..start)))
                phrase++;
            end = list.Span(i - 1).End;
            if (IsApostropheOfPlural(text, end))
                end++;
            while (
                sentence + 1 < sentences.Count
                && list.Span(first).Start >= sentences[sentence + 1].Start
            )
                sentence++;
            buffer[count++] = new(first, i - first, start, end, phrase, sentence);
        }
        return buffer[..count];
    }

    /// <summary>How many words from one on hang together.</summary>
    private static int LengthAt(scoped in WordList list, int index)
    {
        var next = index;
        do
        {
            var name = Names.LengthAt(list, next);
            next +=
                name == 1 && NumberPhrase.MayStart(list, next)
                    ? NumberPhrase.Read(list, next).Count
                    : name;
        } while (next < list.Count && IsJoint(list.GapAfter(next - 1)));
        return next - index;
    }

    private static bool IsJoint(ReadOnlySpan<char> gap) =>
        gap
            is [
                '-'
                or '\u2010'
                or '\u2011'
                or '/'
                or '_'
                or '&'
                or '+'
                or '\''
                or '\u2019'
                or '\u00B7'
                or '*',
            ];

    private static bool IsBlank(ReadOnlySpan<char> gap) =>
        gap.IsWhiteSpace() && !gap.ContainsAny("\n\r\v\f\u0085\u2028\u2029");

    /// <summary>"the dogs' bowls": after an s, before a blank or the end, with no quotation open.</summary>
    private static bool IsApostropheOfPlural(string text, int end)
    {
        if (
            end >= text.Length
            || text[end] is not ('\'' or '\u2019')
            || text[end - 1] is not ('s' or 'S')
        )
            return false;
        if (end + 1 < text.Length && !char.IsWhiteSpace(text[end + 1]))
            return false;
        for (var i = 0; i < end; i++)
        {
            if (text[i] is '\'' or '\u2018' && (i == 0 || !char.IsLetterOrDigit(text[i - 1])))
                return false;
        }
        return true;
    }

    /// <summary>"'em", "'tis": an apostrophe for what is left out.</summary>
    private static bool IsClippedBefore(string text, int start, ReadOnlySpan<char> word) =>
        text[start - 1] is '\'' or '\u2019'
        && (start == 1 || char.IsWhiteSpace(text[start - 2]))
        && s_clipped.Contains(word);
}
