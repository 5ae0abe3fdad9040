using Sluice.Workers.Augmentation.Methods;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// Synonyms, antonyms and inflections of words as they stand in a text: inflected and in any case. The word is read
/// as its commonest part of speech; function words have none. Results are in sense order, each once.
/// Immutable and thread-safe.
/// </summary>
public sealed class Thesaurus(WordNet wordNet)
{
    /// <param name="word">As it stands in the text; the synonyms take its ending and its case.</param>
    /// <param name="maxSenses">Only the most frequent senses count; 0 for all.</param>
    public string[] Synonyms(string word, int maxSenses = 0) =>
        Replace(
            word,
            section =>
                section
                    .Senses.Take(maxSenses == 0 ? int.MaxValue : maxSenses)
                    .SelectMany(words => words)
        );

    /// <param name="word">As it stands in the text; the antonyms take its ending and its case.</param>
    public string[] Antonyms(string word) => Replace(word, section => section.Antonyms);

    /// <summary>The other inflections of its lemma, where a rule gives them.</summary>
    /// <param name="word">As it stands in the text.</param>
    public string[] Inflections(string word)
    {
        if (!TryAnalyse(word, out var readings, out var letterCase) || readings.Count == 0)
            return [];
        var forms = new WordSet(word);
        foreach (var inflection in Morphology.InflectionsOf(readings[0].Section.PartOfSpeech))
        {
            // "more lacking" is a form too, but not one word for another.
            if (Inflector.Inflect(readings[0].Lemma, inflection) is { } form && !form.Contains(' '))
                forms.Add(letterCase.Apply(form));
        }
        return forms.ToArray();
    }

    private string[] Replace(string word, Func<WordNetSection, IEnumerable<string>> select)
    {
        if (!TryAnalyse(word, out var readings, out var letterCase))
            return [];
        foreach (var (lemma, section, inflection) in readings)
        {
            var forms = new WordSet(word);
            foreach (var other in select(section))
            {
                // "white" is a colour where it is small; Patrick White is another matter.
                var isName =
                    letterCase == LetterCase.Lower && other.AsSpan().ContainsAnyInRange('A', 'Z');
                var isSame = other.Equals(lemma, StringComparison.OrdinalIgnoreCase);
                if (!isName && !isSame && Inflector.Inflect(other, inflection) is { } form)
                    forms.Add(letterCase.Apply(form));
            }
            if (forms.Count > 0)
                return forms.ToArray();
        }
        return [];
    }

    private bool TryAnalyse(string word, out List<Analysis> readings, out LetterCase letterCase)
    {
        letterCase = LetterCases.Of(word);
        var isReadable =
            word.Length > 1 && letterCase != LetterCase.Mixed && !FunctionWords.Contains(word);
        readings = isReadable ? Morphology.Analyse(word.ToLowerInvariant(), wordNet) : [];
        return isReadable;
    }

    /// <summary>Words in order of arrival, each once whatever its case, without the word they replace.</summary>
    private sealed class WordSet(string word)
    {
        private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase) { word };
        private readonly List<string> _words = [];

        public int Count => _words.Count;

        public void Add(string form)
        {
            if (_seen.Add(form))
                _words.Add(form);
        }

        public string[] ToArray() => [.. _words];
    }
}
