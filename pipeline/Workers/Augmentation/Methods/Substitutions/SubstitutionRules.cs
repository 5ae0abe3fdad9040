using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>What a method takes for a word, and what it refuses.</summary>
internal sealed record SubstitutionRules
{
    /// <summary>Antonyms instead of synonyms.</summary>
    public bool IsOpposite { get; init; }

    /// <summary>Whether one word must stand for one word.</summary>
    public bool IsOneWord { get; init; }

    /// <summary>Only so many senses count, the most frequent ones, with and without synonyms; 0 for all.</summary>
    public int MaxSenses { get; init; }

    /// <summary>Whether obscene and insulting senses and words count.</summary>
    public bool AllowsVulgar { get; init; }

    /// <summary>How sure it must be what a word means.</summary>
    public Certainty Certainty { get; init; }

    /// <summary>
    /// What may stand for a word in one of its senses: how often it is to be drawn, and how probable that sense must be
    /// for it. The closer two words are, and the more often the other is meant in that very sense, the less it takes.
    /// </summary>
    /// <param name="sense">Of the word that they are to stand for.</param>
    public IEnumerable<(string Word, int Weight, double Needed)> Of(WordNetSense sense)
    {
        if (IsOpposite)
            return sense.Antonyms.Select(word =>
                (word, 1, AntonymProbability - 0.15 * (int)Certainty)
            );
        var nearCloseness =
            sense.Synset[0] == WordNetFormat.Codes[0] ? GeneralCloseness : SimilarCloseness;
        return sense
            .Synonyms.Select(synonym => Of(synonym, SynonymCloseness))
            .Concat(
                (Certainty < Certainty.Possible ? sense.Near : []).Select(near =>
                    Of(near, nearCloseness)
                )
            )
            .Where(word => word.Needed <= 1);
    }

    private (string Word, int Weight, double Needed) Of(WordNetSynonym word, int atLeast)
    {
        const double never = 2;
        // The vectors know neither rare words nor several words.
        if (word.Closeness == 0)
            return (
                word.Word,
                10,
                Certainty == Certainty.Any
                    ? word.Count > 0 && word.Share >= 40
                        ? 0
                        : never
                    : Certainty != Certainty.Possible
                    && word.Word.Contains(' ')
                    && word.Count > 0
                    && word.Uses > 2
                    && word.Share >= 60
                        ? 0.6
                        : never
            );
        var (lenience, least, leastShare, slack) = Certainty switch
        {
            Certainty.Sure => (0, 0.25, word.Closeness < 80 ? 30 : 20, 0),
            Certainty.Likely => (0.2, 0.2, word.Closeness < 80 ? 30 : 20, 0),
            Certainty.Possible => (0.5, 0.1, 10, 5),
            _ => (1.0, 0.0, 3, 10),
        };
        // As if it were further off where it mostly means something else.
        var closeness = word.Closeness - 15 + 15 * Math.Min(word.Share, 50) / 50;
        if (closeness < atLeast - slack || word.Share < leastShare)
            return (word.Word, 0, never);
        return (
            word.Word,
            (word.Closeness - 40) * (word.Closeness - 40) / 10,
            Math.Clamp(0.9 - (closeness - atLeast) / 50.0 - lenience, least, 1)
        );
    }

    private const int SynonymCloseness = 50,
        SimilarCloseness = 68,
        GeneralCloseness = 80;
    private const double AntonymProbability = 0.4;

    /// <summary>Whether a word is not to be written.</summary>
    /// <param name="word">As WordNet writes it.</param>
    /// <param name="reading">What it is to stand for.</param>
    /// <param name="isName">Whether that is a name.</param>
    public bool Refuses(string word, in Analysis reading, bool isName) =>
        IsOneWord && word.AsSpan().ContainsAny(" -")
        || word.Contains(' ') && reading.Section.PartOfSpeech != PartOfSpeech.Noun
        || !isName && word.AsSpan().ContainsAnyInRange('A', 'Z')
        || word.AsSpan().ContainsAny("0123456789.")
        || word.Contains(' ') && (word.Contains('-') || word.Split(' ').Contains(reading.Lemma))
        || FunctionWords.Contains(word)
        || IsPlural(word) && !IsPlural(reading.Lemma)
        || !AllowsVulgar && VulgarSenses.Contains(word)
        || !IsOpposite && (IsAbbreviation(word, reading.Lemma) || IsDerived(word, reading.Lemma));

    /// <summary>"works" for a plant.</summary>
    private static bool IsPlural(string word) => word is [.., not ('s' or 'u' or 'i'), 's'];

    /// <summary>"hr", "min" for minute.</summary>
    private static bool IsAbbreviation(string word, string lemma) =>
        !word.AsSpan().ContainsAny("aeiouy")
        || word.Length > lemma.Length && word.StartsWith(lemma, StringComparison.Ordinal)
        || word.Length < 5 && lemma.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>"badness" for bad, "talking" for talk: seldom of the same use.</summary>
    private static bool IsDerived(string word, string lemma)
    {
        var same = word.AsSpan().CommonPrefixLength(lemma);
        if (same < Math.Min(3, lemma.Length))
            return false;
        var isLonger = same == lemma.Length || same >= 5 || same >= lemma.Length - 1;
        return isLonger
            && s_derivations.Any(ending =>
                word.EndsWith(ending, StringComparison.Ordinal)
                || lemma.EndsWith(ending, StringComparison.Ordinal)
            );
    }

    private static readonly string[] s_derivations =
    [
        "ing",
        "ness",
        "ly",
        "ed",
        "ion",
        "ment",
        "al",
        "ical",
        "ic",
        "er",
        "or",
        "ity",
        "red",
    ];
}
