using Sluice.Engine.Features;

namespace Sluice.Workers.Corpus.WordNet;

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

    /// <summary>The least probability of the senses in which a word may be taken, from 0 to 1.</summary>
    public double Confidence { get; init; } = 0.5;

    /// <summary>The least share in percent that a sense must have of a synonym's uses.</summary>
    public int LeastShare { get; init; } = 5;

    /// <summary>A synonym that has been met less often is a rare word.</summary>
    public int LeastUses { get; init; } = 4;

    /// <summary>A synonym that is met so many times less than the word itself would be noticed.</summary>
    public int MostRare { get; init; } = 15;

    /// <summary>
    /// These rules, then more and more lenient ones: for sentences in which hardly anything is sure, what is less
    /// probable or rarer may stand too, and at last any word of any sense that is in use.
    /// </summary>
    public IReadOnlyList<SubstitutionRules> Steps
    {
        get
        {
            var likely = this with
            {
                IsOneWord = true,
                Confidence = 0.12,
                LeastShare = 1,
                LeastUses = 3,
                MostRare = 200,
                IsSure = false,
            };
            return [this, likely, likely with { Confidence = 0, LeastShare = 0, LeastUses = 0 }];
        }
    }

    /// <summary>Whether it must be sure which part of speech a word is.</summary>
    public bool IsSure { get; init; } = true;

    /// <summary>The words of a sense that are in use in that sense: those that the tagged corpus has in it.</summary>
    /// <param name="sense">Of the word that they are to stand for.</param>
    /// <param name="uses">How often the corpus has that word.</param>
    public IEnumerable<(string Word, int Count)> Of(WordNetSense sense, int uses) =>
        IsOpposite
            ? sense.Antonyms.Select(word => (word, 0))
            : sense
                .Synonyms.Where(synonym =>
                    (synonym.Count > 0 || LeastUses == 0)
                    && synonym.Share >= LeastShare
                    && synonym.Uses >= LeastUses
                    && (LeastUses == 0 || synonym.Uses * MostRare >= uses)
                )
                .Select(synonym => (synonym.Word, synonym.Count * synonym.Share));

    /// <summary>Whether a word is not to be written.</summary>
    /// <param name="word">As WordNet writes it.</param>
    /// <param name="reading">What it is to stand for.</param>
    /// <param name="isName">Whether that is a name.</param>
    public bool Refuses(string word, in Analysis reading, bool isName) =>
        IsOneWord && word.AsSpan().ContainsAny(" -")
        || word.Contains(' ') && reading.Section.PartOfSpeech != PartOfSpeech.Noun
        || !isName && word.AsSpan().ContainsAnyInRange('A', 'Z')
        || word.AsSpan().ContainsAny("0123456789.")
        || !AllowsVulgar && VulgarSenses.Contains(word)
        || !IsOpposite && (IsAbbreviation(word, reading.Lemma) || IsDerived(word, reading.Lemma));

    /// <summary>"hr", "min" for minute.</summary>
    private static bool IsAbbreviation(string word, string lemma) =>
        !word.AsSpan().ContainsAny("aeiouy")
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
