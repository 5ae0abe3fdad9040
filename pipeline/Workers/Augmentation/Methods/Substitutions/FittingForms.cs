using System.Collections.Concurrent;
using Sluice.Workers.Augmentation.Methods.Characters;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Tagging;
using Sluice.Workers.Augmentation.Words;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// What may stand for the words of a text. What does not depend on the sentence is kept by word. Thread-safe.
/// </summary>
internal sealed class FittingForms(Thesaurus thesaurus, SubstitutionRules rules)
{
    private readonly SubstitutionRules[] _rules =
    [
        .. Enum.GetValues<Certainty>()
            .Select(certainty =>
                rules with
                {
                    Certainty = certainty,
                    IsOneWord = rules.IsOneWord || certainty >= Certainty.Possible,
                }
            ),
    ];
    private readonly ConcurrentDictionary<
        (LexicalWord, PartOfSpeech, Inflection, string?),
        WordForms
    > _forms = new();

    /// <summary>A word of a text as a candidate; null where nothing may stand for it, whatever it means here.</summary>
    public Candidate? Find(scoped in WordList words, TaggedText text, int word)
    {
        if (text.ReadingOf(word, out var certainty) is not { } reading)
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
        var forms = FormsOf(text[word], reading, name);
        return
            forms.IsEmpty
            || Neighbours.Hold(words, text, word, reading)
            || thesaurus.IsInCollocation(text, word, words.Count)
            ? null
            : new(word, forms, certainty, Neighbours.NeedVowel(words, word));
    }

    /// <summary>How many forms fit some candidate, counted no further than is enough.</summary>
    /// <param name="candidates">Of the text.</param>
    /// <param name="text">Tagged.</param>
    /// <param name="certainty">How sure it must be that they fit.</param>
    /// <param name="enough">How many are.</param>
    public static int Count(
        ReadOnlySpan<Candidate> candidates,
        TaggedText text,
        Certainty certainty,
        int enough
    )
    {
        Span<int> weights = stackalloc int[SubstitutionSet.MostForms];
        var count = 0;
        for (var i = 0; i < candidates.Length && count < enough; i++)
        {
            if (Weigh(candidates[i], text, certainty, weights) == 0)
                continue;
            var forms = candidates[i].Forms.By(certainty).Forms.Length;
            count += forms - weights[..forms].Count(0);
        }
        return count;
    }

    /// <summary>Draws one of the forms that fit a word where it stands; null where none does.</summary>
    /// <param name="candidate">The word.</param>
    /// <param name="text">Tagged.</param>
    /// <param name="certainty">How sure it must be that it fits.</param>
    /// <param name="random">Drawn from only where there is a choice.</param>
    public static string? Draw(
        in Candidate candidate,
        TaggedText text,
        Certainty certainty,
        RowRandom random
    )
    {
        Span<int> weights = stackalloc int[SubstitutionSet.MostForms];
        var total = Weigh(candidate, text, certainty, weights);
        if (total == 0)
            return null;
        var drawn = random.Next(total);
        var index = 0;
        while (drawn >= weights[index])
            drawn -= weights[index++];
        return candidate.Forms.By(certainty).Forms[index].Text;
    }

    /// <summary>How often to draw each form of a word, 0 where it does not fit.</summary>
    /// <returns>The sum of the weights.</returns>
    private static int Weigh(
        in Candidate candidate,
        TaggedText text,
        Certainty certainty,
        Span<int> weights
    )
    {
        var set = candidate.Forms.By(certainty);
        if (set.IsEmpty || certainty < candidate.Certainty)
            return 0;
        set.Weigh(text.Stems, weights);
        var total = 0;
        for (var i = 0; i < set.Forms.Length; i++)
        {
            if (
                candidate.StartsWithVowel is { } vowel
                && Neighbours.BeginsWithVowel(set.Forms[i].Text) != vowel
            )
                weights[i] = 0;
            total += weights[i];
        }
        return total;
    }

    private WordForms FormsOf(LexicalWord word, in Analysis reading, string? name)
    {
        var key = (word, reading.Section.PartOfSpeech, reading.Inflection, name);
        if (_forms.TryGetValue(key, out var forms))
            return forms;
        forms = new(word, reading, name, thesaurus.JudgeOf(word, reading, name), _rules);
        return _forms.TryAdd(key, forms) ? forms : _forms[key];
    }
}
