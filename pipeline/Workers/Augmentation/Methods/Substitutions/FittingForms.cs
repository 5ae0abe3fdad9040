using System.Collections.Concurrent;
using Sluice.Engine.Features;
using Sluice.Workers.Augmentation.Methods.Characters;
using Sluice.Workers.Augmentation.Tagging;
using Sluice.Workers.Augmentation.Words;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// What may stand for the words of a text by one set of rules. What does not depend on the sentence is kept by word.
/// Thread-safe.
/// </summary>
internal sealed class FittingForms(Thesaurus thesaurus, SubstitutionRules rules, WordChoice choice)
{
    private readonly ConcurrentDictionary<
        (LexicalWord, PartOfSpeech, Inflection, string?),
        SubstitutionSet
    > _sets = new();

    /// <summary>Finds the forms of each word.</summary>
    /// <param name="words">Of the text.</param>
    /// <param name="text">The same, tagged.</param>
    /// <param name="forms">As many; set for each word that has any and had none, with how often each is used.</param>
    /// <returns>How many forms there are.</returns>
    public int Find(
        scoped in WordList words,
        TaggedText text,
        List<(string Form, int Count)>?[] forms
    )
    {
        var all = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (forms[i] is not null)
            {
                all += forms[i]!.Count;
                continue;
            }
            if (words.Kind(i) != WordKind.Plain || !choice.Allows(words, i))
                continue;
            if (SetOf(words, text, i) is not { IsEmpty: false } set)
                continue;
            var fitting = set.Fitting(text.Stems, rules.Confidence);
            Neighbours.Fit(fitting, words, i);
            forms[i] = fitting.Count > 0 ? fitting : null;
            all += fitting.Count;
        }
        return all;
    }

    private SubstitutionSet? SetOf(scoped in WordList words, TaggedText text, int word)
    {
        if (text.ReadingOf(word, rules.IsSure) is not { } reading)
            return null;
        var spelling = words[word];
        var letterCase = LetterCases.Of(spelling);
        string? name = null;
        if (letterCase == LetterCase.Mixed)
            return null;
        if (letterCase == LetterCase.Capitalised && Neighbours.MakeName(words, text, word, reading))
            name = spelling.ToString();
        else if (letterCase == LetterCase.Upper)
        {
            foreach (var sense in reading.Section.Senses)
            {
                if (spelling.SequenceEqual(sense.Name))
                    name = sense.Name;
            }
        }
        if (
            Neighbours.Hold(words, text, word, reading)
            || thesaurus.IsInCollocation(text, word, words.Count)
        )
            return null;
        var key = (text[word], reading.Section.PartOfSpeech, reading.Inflection, name);
        if (_sets.TryGetValue(key, out var set))
            return set;
        set = thesaurus.Substitutions(text[word], reading, name, rules);
        return _sets.TryAdd(key, set) ? set : _sets[key];
    }
}
