using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Tagging;
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
    private const int EnoughForms = 5;

    /// <summary>One in so many variants of a sentence with fewer forms gets what is merely possible.</summary>
    private const int OneIn = 4;

    /// <summary>With fewer forms there is hardly any variant.</summary>
    private const int HardlyAny = 3;

    /// <summary>And one in so many, where there are not even such, gets anything.</summary>
    private const int OneInAny = 8;

    private readonly FittingForms _forms = new(thesaurus, rules);

    public string Id => id;

    public string? Apply(string text, RowRandom random)
    {
        var words = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        var quota = choice.Of(words.Count);
        if (words.Count == 0 || quota == 0)
            return null;
        var tagged = thesaurus.Read(words);
        if (!tagged.IsEnglish)
            return null;
        var candidates = new Candidate[words.Count];
        var count = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (
                words.Kind(i) == WordKind.Plain
                && tagged.PartOf(i) is not null
                && choice.Allows(words, i)
                && _forms.Find(words, tagged, i) is { } candidate
            )
                candidates[count++] = candidate;
        }
        // Any number of words up to the quota: variants of a sentence are to differ from each other, too.
        var most = 1 + Math.Max(random.Next(quota), random.Next(quota));
        var replacements = Replace(candidates.AsSpan(0, count), tagged, most, random);
        return replacements.Count == 0 ? null : Write(text, words, replacements);
    }

    private static SortedList<int, string> Replace(
        Span<Candidate> candidates,
        TaggedText text,
        int most,
        RowRandom random
    )
    {
        var certainty = CertaintyFor(candidates, text, random);
        var replacements = new SortedList<int, string>();
        if (certainty > Certainty.Sure)
            most = 1;
        for (var i = 0; i < candidates.Length && replacements.Count < most; i++)
        {
            var j = i + random.Next(candidates.Length - i);
            (candidates[i], candidates[j]) = (candidates[j], candidates[i]);
            if (FittingForms.Draw(candidates[i], text, certainty, random) is { } form)
                replacements.Add(candidates[i].Word, form);
        }
        return replacements;
    }

    /// <summary>How sure it need be for this variant: less in some variants of a sentence in which hardly anything is.</summary>
    private static Certainty CertaintyFor(
        ReadOnlySpan<Candidate> candidates,
        TaggedText text,
        RowRandom random
    )
    {
        if (!text.IsCertainlyEnglish)
            return Certainty.Sure;
        var forms = FittingForms.Count(candidates, text, Certainty.Sure, EnoughForms);
        if (forms >= EnoughForms)
            return Certainty.Sure;
        var drawn = random.Next(OneInAny);
        if (
            drawn % OneIn == 0
            && FittingForms.Count(candidates, text, Certainty.Possible, EnoughForms) >= EnoughForms
        )
            return Certainty.Possible;
        if (drawn == 0 && forms < HardlyAny)
            return Certainty.Any;
        return forms == 0 ? Certainty.Likely : Certainty.Sure;
    }

    private static string Write(
        string text,
        scoped in WordList words,
        SortedList<int, string> replacements
    )
    {
        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var (word, replacement) in replacements)
        {
            var (start, end) = words.Span(word);
            output.Append(text.AsSpan(copied..start));
            output.Append(LetterCases.Of(words[word]).Apply(replacement));
            copied = end;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }
}
