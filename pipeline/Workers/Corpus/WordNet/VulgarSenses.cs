using System.Collections.Frozen;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Tells senses that no one wants in a data set by surprise: those that WordNet's usage pointers or glosses call
/// obscene, insulting or slang, those about excretion and sex, and a few words in any sense.
/// </summary>
internal static class VulgarSenses
{
    /// <summary>Synsets of terms; a usage pointer (<c>;u</c>) to one of them marks a word.</summary>
    private static readonly string[] s_usages =
    [
        "obscenity",
        "vulgarism",
        "ethnic slur",
        "slang",
        "disparagement",
        "derogation",
        "street name",
    ];

    private static readonly string[] s_glosses =
    [
        "obscene",
        "vulgar",
        "ethnic slur",
        "offensive term",
        "offensive name",
        "offensive and disparaging",
        "offensive word",
        "disparaging term",
        "disparaging name",
        "derogatory term",
        "slang for",
        "slang term",
        "sexual intercourse",
        "have sex",
        "sexual organ",
        "sex organ",
        "sexually ",
        "genital",
        "sexual relations",
        "sexual activity",
        "orgasm",
        "prostitut",
        "defecat",
        "urinat",
        "excrement",
        "excret",
        "bowel movement",
        "eliminate urine",
        "intestinal gas",
        "flatus",
    ];

    private static readonly FrozenSet<string> s_words = (
        "arse ass asses asshole bastard bitch blowjob bollock bollocks boob bugger bullshit cock coon crap cum cunt "
        + "darky dick dickhead dyke fag faggot fanny fart fuck fucker fucking gook honky hooker jap jerk kike knocker "
        + "motherfucker nigga nigger paki pecker piss poop poove prick pussy queer screw shag shit shitty slut spic "
        + "tit titty tits tramp turd twat wank wanker wetback whore wog wop"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a lemma is out of place in every sense.</summary>
    public static bool Contains(string word) =>
        word.Split(' ', '-').Any(part => s_words.Contains(part));

    /// <summary>Whether a gloss says that its synset is.</summary>
    public static bool GlossSays(string gloss) =>
        s_glosses.Any(part => gloss.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a usage pointer to a synset of these words says so.</summary>
    public static bool UsageSays(IReadOnlyList<string> words) => words.Any(s_usages.Contains);
}
