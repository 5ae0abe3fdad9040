using System.Collections.Frozen;
using Sluice.Workers.Augmentation.Tagging;
using Sluice.Workers.Augmentation.Words;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>What the words beside a word demand of it.</summary>
internal static class Neighbours
{
    private static readonly FrozenSet<string> s_particles = FrozenSet.ToFrozenSet(
        "about across along apart around aside at away back down for forth forward in into of off on onto out over through to together up upon with".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<string> s_objects = FrozenSet.ToFrozenSet(
        "it them him her me us you this that".Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>
    /// Whether the neighbours hold a word in its place: a verb its particle or preposition ("listen to"), an adjective
    /// its preposition ("full of"), a compound its parts ("high-quality").
    /// </summary>
    public static bool Hold(
        scoped in WordList words,
        TaggedText text,
        int word,
        in Analysis reading
    )
    {
        if (
            word > 0 && IsJoint(words.GapAfter(word - 1))
            || word + 1 < words.Count && IsJoint(words.GapAfter(word))
        )
            return true;
        if (word + 1 >= words.Count || words.GapAfter(word) is not " ")
            return false;
        var next = text[word + 1].Text;
        return reading.Section.PartOfSpeech switch
        {
            PartOfSpeech.Verb => s_particles.Contains(next)
                || s_objects.Contains(next)
                    && word + 2 < words.Count
                    && s_particles.Contains(text[word + 2].Text)
                    && text[word + 2].Text is not ("for" or "at" or "by" or "after"),
            PartOfSpeech.Adjective => next is "of" or "to" or "at" or "about" or "with" or "than",
            _ => false,
        };
    }

    /// <summary>
    /// Whether a capitalised word is a name where it stands: a noun or verb within a sentence, or anything beside
    /// another capital ("Best Buy").
    /// </summary>
    public static bool MakeName(
        scoped in WordList words,
        TaggedText text,
        int word,
        in Analysis reading
    ) =>
        !text.StartsSentence(word)
        && (
            reading.Section.PartOfSpeech is PartOfSpeech.Noun or PartOfSpeech.Verb
            || char.IsUpper(words[word - 1][0])
            || word + 1 < words.Count && char.IsUpper(words[word + 1][0])
        );

    /// <summary>Whether what stands in a word's place must begin with a vowel, or must not: "an", "a" before it.</summary>
    public static bool? NeedVowel(scoped in WordList words, int word) =>
        word == 0 || words.GapAfter(word - 1) is not " "
            ? null
            : words[word - 1] switch
            {
                "a" or "A" => false,
                "an" or "An" or "AN" => true,
                _ => null,
            };

    private static bool IsJoint(ReadOnlySpan<char> gap) =>
        gap is "-" or "/" or "'" or "\u2019" or "@" or "." or "_" or "&";

    /// <summary>By spelling; the few words where the sound differs begin with one of these.</summary>
    public static bool BeginsWithVowel(string word) =>
        word[0] is 'a' or 'e' or 'i' or 'o' or 'u' or 'A' or 'E' or 'I' or 'O' or 'U'
            ? !s_consonants.Any(start => word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            : s_vowels.Any(start => word.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] s_consonants =
    [
        "uni",
        "use",
        "usu",
        "usa",
        "util",
        "eu",
        "one",
        "once",
        "uti",
        "ubi",
    ];

    private static readonly string[] s_vowels = ["hour", "honest", "honor", "honour", "heir"];
}
