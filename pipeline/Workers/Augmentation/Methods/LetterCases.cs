namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Finds the case of a word and gives it to another.</summary>
internal static class LetterCases
{
    /// <summary>The case of a word; characters without case do not count.</summary>
    public static LetterCase Of(ReadOnlySpan<char> word)
    {
        int upper = 0,
            lower = 0;
        var startsUpper = word.Length > 0 && char.IsUpper(word[0]);
        foreach (var c in word)
        {
            if (char.IsUpper(c))
                upper++;
            else if (char.IsLower(c))
                lower++;
        }
        return upper == 0 ? LetterCase.Lower
            : upper == 1 && startsUpper ? LetterCase.Capitalised
            : lower == 0 ? LetterCase.Upper
            : LetterCase.Mixed;
    }

    /// <summary>The word in the given case; capitals of its own ("Paris") stay.</summary>
    public static string Apply(this LetterCase letterCase, string word) =>
        letterCase switch
        {
            LetterCase.Upper => word.ToUpperInvariant(),
            LetterCase.Capitalised when word.Length > 0 && char.IsLower(word[0]) => string.Concat(
                [char.ToUpperInvariant(word[0])],
                word.AsSpan(1)
            ),
            _ => word,
        };
}
