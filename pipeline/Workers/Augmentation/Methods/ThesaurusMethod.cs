using System.Collections.Concurrent;
using Sluice.Workers.Augmentation.Tagging;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// Replaces a share of the words of a text by what the thesaurus has for them in their sense; words of which it is
/// not clear what they mean stay. The share counts all words.
/// </summary>
internal sealed class ThesaurusMethod(
    string id,
    Thesaurus thesaurus,
    SubstitutionRules rules,
    WordChoice choice
) : ITextMethod
{
    private readonly ConcurrentDictionary<
        (LexicalWord, PartOfSpeech, Inflection, string?),
        SubstitutionSet
    > _sets = new();

    public string Id => id;

    public string? Apply(string text, RowRandom random)
    {
        var words = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        if (words.Count == 0)
            return null;
        var tagged = thesaurus.Read(words);
        if (!tagged.IsEnglish)
            return null;
        var sets = new SubstitutionSet?[words.Count];
        var items = new int[words.Count];
        var count = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (
                words.Kind(i) == WordKind.Plain
                && choice.Allows(words, i)
                && SetOf(words, tagged, i) is { IsEmpty: false } set
            )
            {
                sets[i] = set;
                items[count++] = i;
            }
        }

        // Drawn one by one, since only a look at the sentence tells which of them can be replaced.
        var replacements = new string?[words.Count];
        var left = choice.Of(words.Count);
        for (var i = 0; i < count && left > 0; i++)
        {
            var j = i + random.Next(count - i);
            (items[i], items[j]) = (items[j], items[i]);
            var word = items[i];
            var forms = sets[word]!.Fitting(tagged.Stems, rules.Confidence);
            Neighbours.Fit(forms, words, word);
            if (forms.Count == 0)
                continue;
            replacements[word] = Draw(forms, random);
            left--;
        }
        if (left == choice.Of(words.Count))
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (replacements[i] is not { } replacement)
                continue;
            var (start, end) = words.Span(i);
            output.Append(text.AsSpan(copied..start));
            output.Append(LetterCases.Of(words[i]).Apply(replacement));
            copied = end;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    /// <summary>One of the forms, each as often as it is used.</summary>
    private static string Draw(List<(string Form, int Count)> forms, RowRandom random)
    {
        var drawn = random.Next(forms.Sum(form => form.Count));
        var index = 0;
        while (drawn >= forms[index].Count)
            drawn -= forms[index++].Count;
        return forms[index].Form;
    }

    private SubstitutionSet? SetOf(scoped in WordList words, TaggedText text, int word)
    {
        if (text.ReadingOf(word) is not { } reading)
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
