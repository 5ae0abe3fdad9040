using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// Splits English text into sentences by rule: at ., !, ? and … before a blank, and at line breaks.
/// A closing quote or bracket stays with its sentence. Abbreviations, initials and decimal points
/// do not end one; nor do a quotation's or an ellipsis's marks before a lower-case word.
/// </summary>
internal static class SentenceSplitter
{
    private static readonly FrozenSet<string> Abbreviations = new[]
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "sr",
        "jr",
        "rev",
        "gen",
        "sen",
        "rep",
        "capt",
        "sgt",
        "vs",
        "cf",
        "e.g",
        "i.e",
        "approx",
        "no",
        "nos",
        "vol",
        "fig",
        "dept",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The sentences' stretches, in order, without blanks around them; none of a blank text.</summary>
    public static List<TextSpan> Split(string text)
    {
        var sentences = new List<TextSpan>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r')
            {
                Add(sentences, text, start, i);
                start = i + 1;
            }
            else if (IsMark(text[i]))
            {
                var first = i;
                while (i + 1 < text.Length && (IsMark(text[i + 1]) || IsCloser(text[i + 1])))
                    i++;
                if (!Ends(text, start, first, i + 1))
                    continue;
                Add(sentences, text, start, i + 1);
                start = i + 1;
            }
        }
        Add(sentences, text, start, text.Length);
        return sentences;
    }

    /// <summary>Whether marks at [first, next) end the sentence begun at start.</summary>
    private static bool Ends(string text, int start, int first, int next)
    {
        if (next < text.Length && !char.IsWhiteSpace(text[next]))
            return false;
        var after = next;
        while (after < text.Length && (char.IsWhiteSpace(text[after]) || IsOpener(text[after])))
            after++;
        var lower = after < text.Length && char.IsLower(text[after]);
        // "Stop!" he said, and wait... what: but people who write no capitals end sentences too.
        if (lower && (IsCloser(text[next - 1]) || next - first > 1 || text[first] == '…'))
            return false;
        return text[first] != '.' || next - first > 1 || !IsAbbreviated(text, start, first, lower);
    }

    private static bool IsAbbreviated(string text, int start, int dot, bool lower)
    {
        var word = dot;
        while (word > start && (char.IsLetter(text[word - 1]) || text[word - 1] == '.'))
            word--;
        var before = text.AsSpan(word, dot - word);
        // "J. Smith", but not "It was I."
        var initial = before.Length == 1 && char.IsUpper(before[0]) && before[0] != 'I';
        // "5 p.m. today", but not "5 p.m. Today".
        var dotted = lower && before.Contains('.');
        return initial || dotted || Lookup.Contains(before) && !StartsNumberless(before, text, dot);
    }

    /// <summary>"No." is short for number only before one: "No. 5", but "No. We left."</summary>
    private static bool StartsNumberless(ReadOnlySpan<char> word, string text, int dot) =>
        (
            word.Equals("no", StringComparison.OrdinalIgnoreCase)
            || word.Equals("nos", StringComparison.OrdinalIgnoreCase)
        ) && !(dot + 2 < text.Length && char.IsDigit(text[dot + 2]));

    private static void Add(List<TextSpan> sentences, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            sentences.Add(new(start, end - start));
    }

    private static bool IsMark(char c) => c is '.' or '!' or '?' or '…';

    private static bool IsCloser(char c) => c is '"' or '\'' or '”' or '’' or ')' or ']' or '»';

    private static bool IsOpener(char c) => c is '"' or '\'' or '“' or '‘' or '(' or '[' or '«';
}
