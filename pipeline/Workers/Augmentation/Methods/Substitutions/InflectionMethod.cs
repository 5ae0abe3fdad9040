using Sluice.Workers.Augmentation.Methods.Characters;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Tagging;
using Sluice.Workers.Augmentation.Words;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>Puts a share of the words of a text into another of their inflections: "loves" → "loved".</summary>
internal sealed class InflectionMethod(string id, Thesaurus thesaurus, WordChoice choice)
    : ITextMethod
{
    public string Id => id;

    public string? Apply(string text, RowRandom random)
    {
        var words = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        if (words.Count == 0)
            return null;
        var tagged = thesaurus.Read(words);
        var items = new int[words.Count];
        var count = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (
                tagged.IsEnglish
                && words.Kind(i) == WordKind.Plain
                && choice.Allows(words, i)
                && FormsOf(words, tagged, i).Count > 0
            )
                items[count++] = i;
        }
        var drawn = Sampling.Draw(items.AsSpan(0, count), choice.Of(words.Count), random);
        if (drawn.IsEmpty)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var (start, end) = words.Span(index);
            output.Append(text.AsSpan(copied..start));
            var forms = FormsOf(words, tagged, index);
            output.Append(LetterCases.Of(words[index]).Apply(forms[random.Next(forms.Count)]));
            copied = end;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    /// <summary>The other forms of its lemma as the part of speech that it is here.</summary>
    private static List<string> FormsOf(scoped in WordList words, TaggedText text, int word)
    {
        var forms = new List<string>();
        var letterCase = LetterCases.Of(words[word]);
        if (letterCase == LetterCase.Mixed || text.ReadingOf(word) is not { } reading)
            return forms;
        if (letterCase == LetterCase.Capitalised && Neighbours.MakeName(words, text, word, reading))
            return forms;
        foreach (var inflection in Morphology.InflectionsOf(reading.Section.PartOfSpeech))
        {
            // "more lacking" is a form too, but not one word for another.
            var form = Inflector.Inflect(reading.Lemma, inflection);
            if (
                form is not null
                && !form.Contains(' ')
                && form != text[word].Text
                && !forms.Contains(form)
            )
                forms.Add(form);
        }
        return forms;
    }
}
