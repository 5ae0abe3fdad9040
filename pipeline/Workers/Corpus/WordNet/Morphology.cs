namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Reduces inflected English words to WordNet lemmas: the exception lists and the rules of detachment of
/// morphy(7WN), and beyond them doubled consonants ("stopped") and -ied, -ier, -iest, which WordNet keeps in the
/// exception lists that some distributions lack.
/// </summary>
internal static class Morphology
{
    private static readonly (string Ending, string Stem, Inflection Inflection)[] s_rules =
    [
        ("s", "", Inflection.Plural),
        ("ses", "s", Inflection.Plural),
        ("xes", "x", Inflection.Plural),
        ("zes", "z", Inflection.Plural),
        ("ches", "ch", Inflection.Plural),
        ("shes", "sh", Inflection.Plural),
        ("men", "man", Inflection.Plural),
        ("ies", "y", Inflection.Plural),
        ("s", "", Inflection.ThirdPerson),
        ("ies", "y", Inflection.ThirdPerson),
        ("es", "e", Inflection.ThirdPerson),
        ("es", "", Inflection.ThirdPerson),
        ("ed", "e", Inflection.Past),
        ("ed", "", Inflection.Past),
        ("ied", "y", Inflection.Past),
        ("ing", "e", Inflection.Gerund),
        ("ing", "", Inflection.Gerund),
        ("er", "", Inflection.Comparative),
        ("er", "e", Inflection.Comparative),
        ("ier", "y", Inflection.Comparative),
        ("est", "", Inflection.Superlative),
        ("est", "e", Inflection.Superlative),
        ("iest", "y", Inflection.Superlative),
    ];

    /// <summary>
    /// The readings of a lower-case spelling, best first: as a lemma or an inflected form of one, by how often the
    /// tagged corpus has the lemma as that part of speech. Each lemma once a part of speech.
    /// </summary>
    public static List<Analysis> Analyse(string word, WordNet wordNet)
    {
        var entry = wordNet.Find(word);
        var readings = new List<Analysis>();
        foreach (var section in entry?.Sections ?? [])
            readings.Add(new(word, section, Inflection.Base));
        // First the project's own table, which tells "gave" from "given"; then what it lacks.
        foreach (var (lemma, inflection) in IrregularForms.LemmasOf(word))
            Add(lemma, inflection, PartOfSpeechOf(inflection));
        foreach (var (partOfSpeech, lemma) in entry?.BaseForms ?? [])
            Add(lemma, IrregularInflection(partOfSpeech, word), partOfSpeech);
        foreach (var (ending, stem, inflection) in s_rules)
        {
            if (word.Length < ending.Length + 2 || !word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var root = word[..^ending.Length];
            // Inflecting back tells "hoping" (hope) from "hopping" (hop).
            if (Inflector.Inflect(root + stem, inflection) == word)
                Add(root + stem, inflection, PartOfSpeechOf(inflection));
            if (stem.Length == 0 && ending.Length > 1 && root[^1] == root[^2])
                Add(root[..^1], inflection, PartOfSpeechOf(inflection));
        }
        // A stable sort: of equally common readings the earlier rule's stays first.
        return [.. readings.OrderByDescending(reading => reading.Section.Count)];

        void Add(string lemma, Inflection inflection, PartOfSpeech partOfSpeech)
        {
            if (
                wordNet.Find(lemma)?.As(partOfSpeech) is { } section
                && !readings.Any(r => r.Lemma == lemma && r.Section.PartOfSpeech == partOfSpeech)
            )
                readings.Add(new(lemma, section, inflection));
        }
    }

    /// <summary>The inflections a part of speech has.</summary>
    public static ReadOnlySpan<Inflection> InflectionsOf(PartOfSpeech partOfSpeech) =>
        partOfSpeech switch
        {
            PartOfSpeech.Noun => [Inflection.Base, Inflection.Plural],
            PartOfSpeech.Verb =>
            [
                Inflection.Base,
                Inflection.ThirdPerson,
                Inflection.Past,
                Inflection.PastTense,
                Inflection.PastParticiple,
                Inflection.Gerund,
            ],
            PartOfSpeech.Adjective =>
            [
                Inflection.Base,
                Inflection.Comparative,
                Inflection.Superlative,
            ],
            _ => [],
        };

    private static PartOfSpeech PartOfSpeechOf(Inflection inflection) =>
        inflection switch
        {
            Inflection.Plural => PartOfSpeech.Noun,
            Inflection.Comparative or Inflection.Superlative => PartOfSpeech.Adjective,
            _ => PartOfSpeech.Verb,
        };

    /// <summary>The exception lists do not say which inflection a form is; its ending does.</summary>
    private static Inflection IrregularInflection(PartOfSpeech partOfSpeech, string word) =>
        partOfSpeech switch
        {
            PartOfSpeech.Noun => Inflection.Plural,
            PartOfSpeech.Verb when word.EndsWith("ing", StringComparison.Ordinal) =>
                Inflection.Gerund,
            PartOfSpeech.Verb when word.EndsWith('s') => Inflection.ThirdPerson,
            PartOfSpeech.Verb => Inflection.Past,
            _ when word.EndsWith("st", StringComparison.Ordinal) => Inflection.Superlative,
            _ => Inflection.Comparative,
        };
}
