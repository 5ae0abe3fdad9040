using Sluice.Workers.Augmentation.Methods.Phrases;
using Sluice.Workers.Augmentation.Methods.Substitutions;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Mends capitals where a sentence gets another first word.</summary>
internal static class Capitals
{
    /// <summary>Whether the unit's first letter is a capital, which the next first word then takes on.</summary>
    public static bool Has(scoped in WordList list, WordUnit unit) =>
        list.Kind(unit.First) == WordKind.Plain && char.IsUpper(list[unit.First][0]);

    /// <summary>Whether a unit takes a capital on: words in small letters do, addresses and "iPhone" do not.</summary>
    public static bool CanTake(scoped in WordList list, WordUnit unit) =>
        list.Kind(unit.First) == WordKind.Plain
        && LetterCases.Of(list[unit.First]) == LetterCase.Lower;

    /// <summary>Whether the first word of a sentence has its capital from there alone, and loses it when it moves.</summary>
    public static bool CanLose(scoped in WordList list, WordUnit unit)
    {
        var word = list[unit.First];
        if (
            list.Kind(unit.First) != WordKind.Plain
            || LetterCases.Of(word) != LetterCase.Capitalised
            || word is ['I', '\'' or '\u2019', ..]
            || Names.IsKnown(word)
            || (unit.Count > 1 && Names.LengthAt(list, unit.First) > 1)
        )
            return false;
        if (FunctionWords.Contains(word))
            return true;
        // Written with a capital within a sentence as well: a name.
        for (var i = 1; i < list.Count; i++)
        {
            if (i != unit.First && !list.StartsSentence(i) && list[i].SequenceEqual(word))
                return false;
        }
        return true;
    }
}
