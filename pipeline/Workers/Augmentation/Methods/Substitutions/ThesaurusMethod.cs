using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// Replaces a share of the words of a text by what the thesaurus has for them in their sense; words of which it is
/// not clear what they mean stay, unless hardly any other can be replaced. The share counts all words.
/// </summary>
internal sealed class ThesaurusMethod(
    string id,
    Thesaurus thesaurus,
    SubstitutionRules rules,
    WordChoice choice
) : ITextMethod
{
    /// <summary>With so many forms for a whole sentence its variants can differ.</summary>
    private const int EnoughForms = 3;

    /// <summary>Of so few words any number is replaced.</summary>
    private const int FewWords = 3;

    private readonly FittingForms[] _steps =
    [
        .. rules.Steps.Select(step => new FittingForms(thesaurus, step, choice)),
    ];

    public string Id => id;

    public string? Apply(string text, RowRandom random)
    {
        var words = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        if (words.Count == 0)
            return null;
        var tagged = thesaurus.Read(words);
        if (!tagged.IsEnglish)
            return null;
        var forms = new List<(string Form, int Count)>?[words.Count];
        var count = _steps[0].Find(words, tagged, forms);
        if (count < EnoughForms && tagged.IsCertainlyEnglish)
            count = _steps[1].Find(words, tagged, forms);
        if (count == 0 && tagged.IsCertainlyEnglish)
            _steps[2].Find(words, tagged, forms);
        var items = Enumerable.Range(0, words.Count).Where(i => forms[i] is not null).ToArray();
        // Not all that can be replaced: variants of a sentence are to differ from each other, too.
        if (items.Length == 0)
            return null;
        var most =
            items.Length <= FewWords ? 1 + random.Next(items.Length) : (items.Length + 1) / 2;
        var drawn = Sampling.Draw(items, Math.Min(most, choice.Of(words.Count)), random);

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var word in drawn)
        {
            var (start, end) = words.Span(word);
            output.Append(text.AsSpan(copied..start));
            output.Append(LetterCases.Of(words[word]).Apply(Draw(forms[word]!, random)));
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
}
