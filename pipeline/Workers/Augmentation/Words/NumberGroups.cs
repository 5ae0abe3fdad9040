namespace Sluice.Workers.Augmentation.Words;

/// <summary>Joins the groups of one number that are written apart: "+44 20 7946 0958", "(555) 010 0199", "12 000".</summary>
internal static class NumberGroups
{
    private const int FewestDigitsOfPhone = 9;
    private const int MostDigits = 19;

    /// <summary>Joins them in place and returns how many words are left.</summary>
    public static int Join(ReadOnlySpan<char> text, Span<WordSpan> words)
    {
        var count = 0;
        for (var i = 0; i < words.Length; )
        {
            var last = i;
            if (IsNumeric(text, words[i]))
            {
                while (last + 1 < words.Length && Follows(text, words, last))
                    last++;
            }
            // The longest run that is one number: "in 2019 020 7946 0958" is none, and its groups stay apart.
            var joined = last > i && IsOne(text, words[i..(last + 1)]);
            for (; !joined && i < last; i++)
                words[count++] = words[i];
            words[count++] = joined
                ? new(StartOf(text, words[i]), words[last].End) { Kind = WordKind.Atom }
                : words[i];
            i = last + 1;
        }
        return count;
    }

    /// <summary>With the bracket before an area code.</summary>
    private static int StartOf(ReadOnlySpan<char> text, WordSpan word) =>
        IsInBrackets(text, word) ? word.Start - 1 : word.Start;

    private static bool IsInBrackets(ReadOnlySpan<char> text, WordSpan word) =>
        word.Start > 0 && text[word.Start - 1] == '(' && text[word.End..] is [')', ' ', ..];

    private static bool Follows(ReadOnlySpan<char> text, ReadOnlySpan<WordSpan> words, int index) =>
        text[words[index].End..words[index + 1].Start] is var gap
        && (
            gap is " " or "\u00A0" or "\u202F" or "\u2009"
            || (gap is ") " && IsInBrackets(text, words[index]))
        )
        && IsNumeric(text, words[index + 1])
        && text[words[index + 1].Start] is not ('+' or '$');

    private static bool IsNumeric(ReadOnlySpan<char> text, WordSpan word) =>
        word.Kind != WordKind.Plain
        && !text[word.Start..word.End].ContainsAnyExcept("0123456789()+-./");

    private static bool IsOne(ReadOnlySpan<char> text, ReadOnlySpan<WordSpan> run)
    {
        var digits = 0;
        bool areThousands = run[0].End - run[0].Start <= 3,
            areYears = true;
        for (var i = 0; i < run.Length; i++)
        {
            var group = text[run[i].Start..run[i].End];
            var own = 0;
            foreach (var c in group)
                own += char.IsAsciiDigit(c) ? 1 : 0;
            digits += own;
            areThousands &= own == group.Length && (i == 0 || own == 3);
            areYears &= group.Length == 4 && (group.StartsWith("19") || group.StartsWith("20"));
        }
        if (areThousands)
            return run.Length > 2 || text[run[^1].End - 1] == '0';
        var isPhone =
            text[run[0].Start] is '+' or '('
            || IsInBrackets(text, run[0])
            || digits >= FewestDigitsOfPhone;
        return isPhone && !areYears && digits is >= 7 and <= MostDigits;
    }
}
