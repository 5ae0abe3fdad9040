using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>Past participles of English, by their ending or from a list, as far as a contraction's reading turns on them.</summary>
internal static class Participles
{
    /// <summary>Irregular ones that are no base form as well.</summary>
    private static readonly WordSet s_irregular = new(
        "been had gone done seen got gotten given taken made known come become begun bought brought broken built burnt caught chosen "
            + "dealt drawn dreamt driven drunk eaten fallen fed felt fought found flown forgotten forgiven frozen grown heard hidden held "
            + "hung kept knelt laid led leant learnt left lent lain lit lost meant met paid proven ridden risen rung run said sent "
            + "shaken shone shot shown shrunk slept slid sold sought sown spent spoken spoilt spun sprung stolen stood struck stuck stung "
            + "sung sunk sworn swept swollen swum taught thought thrown told torn understood woken won worn woven written withdrawn "
            + "overcome mistaken bent bitten bled blown bred dug fled forbidden outdone overseen redone rebuilt resold retold undone "
            + "arisen awoken beaten borne bound clung crept fit ground hurt stricken thrust trodden upset"
    );

    /// <summary>Forms that are base and participle alike, so that "I'd come" may be either.</summary>
    private static readonly WordSet s_eitherForm = new(
        "come become run put cut set let hit read cost hurt quit shut split spread bet burst cast fit overcome beat rid upset found "
            + "bound ground wound left felt fell thrust bid broadcast wed shed forecast lay saw lit"
    );

    /// <summary>Verbs and other words that end in -ed and are no participles.</summary>
    private static readonly WordSet s_otherEd = new(
        "need feed bleed breed speed exceed succeed proceed embed shed wed bed heed weed seed red indeed hundred sacred naked wicked "
            + "rugged ragged jagged crooked beloved"
    );

    private static readonly WordSet s_adverbs = new(
        "not never always just already also only really ever recently now since finally probably long often still even actually almost "
            + "certainly clearly definitely completely apparently barely hardly nearly simply surely truly usually totally literally obviously "
            + "honestly previously quite so too rather once all both"
    );

    /// <summary>Whether a word can only be a participle.</summary>
    public static bool IsSurely(ReadOnlySpan<char> word) =>
        !s_eitherForm.Contains(word) && IsMaybe(word);

    /// <summary>Whether a word can be a participle, whatever else it can be.</summary>
    public static bool IsMaybe(ReadOnlySpan<char> word) =>
        s_irregular.Contains(word)
        || s_eitherForm.Contains(word)
        || (
            word.Length > 3
            && word.EndsWith("ed", StringComparison.OrdinalIgnoreCase)
            && !s_otherEd.Contains(word)
        );

    /// <summary>The word after one, past adverbs ("'s never really been"), where blanks alone lie between.</summary>
    public static ReadOnlySpan<char> AfterAdverbs(this in WordList list, int index)
    {
        while (IsAdverb(list.After(index)))
            index++;
        return list.After(index);
    }

    private static bool IsAdverb(ReadOnlySpan<char> word) =>
        s_adverbs.Contains(word)
        || (word.Length > 4 && word.EndsWith("ly", StringComparison.OrdinalIgnoreCase));
}
