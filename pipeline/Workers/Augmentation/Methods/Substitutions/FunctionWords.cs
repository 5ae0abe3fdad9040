using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// The closed word classes of English (determiners, pronouns, prepositions, conjunctions, auxiliaries and their
/// contractions). They have no synonyms worth the name: without this list "in" becomes "indium" and "us" "America".
/// </summary>
internal static class FunctionWords
{
    private const string Words =
        "a an the this that these those each every either neither some any no all both half such what which whose "
        + "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself "
        + "she her hers herself it its itself they them their theirs themselves one who whom whoever whatever "
        + "whichever someone somebody something anyone anybody anything everyone everybody everything none nobody "
        + "nothing other others another there here "
        + "about above across after against along among amongst around as at before behind below beneath beside "
        + "besides between beyond by down during except for from in inside into like near of off on onto out "
        + "outside over past per since than through throughout till to toward towards under until unto up upon "
        + "via with within without "
        + "and but or nor so yet if because although though while whereas unless whether when whenever where "
        + "wherever how however why then "
        + "am is are was were be been being have has had having do does did doing done can could may might must "
        + "shall should will would ought cannot not very too also just only even still again ever never "
        + "i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll we're "
        + "we've we'd we'll they're they've they'd they'll that's there's here's what's who's where's how's let's "
        + "isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't couldn't mightn't mustn't "
        + "shan't shouldn't won't wouldn't ain't needn't s t d ll m re ve";

    /// <summary>All of them, in any case.</summary>
    public static FrozenSet<string> All { get; } =
        Words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_lookup =
        All.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the word, in any case, is one of them.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => s_lookup.Contains(word);
}
