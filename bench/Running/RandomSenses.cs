using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Methods.Substitutions;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Bench.Running;

/// <summary>
/// The baseline of substitution by WordNet: three in ten words, each by a synonym of any of its senses
/// as any part of speech, drawn without a look at the sentence, inflected as the word.
/// </summary>
internal sealed class RandomSenses(WordNet wordNet)
{
    private const double Share = 0.3;

    /// <summary>A variant, or null where no word has a synonym.</summary>
    public string? Apply(string text, RowRandom random)
    {
        var words = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        var left = (int)Math.Ceiling(Share * words.Count);
        var replaced = new string?[words.Count];
        var order = Enumerable.Range(0, words.Count).ToArray();
        for (var i = 0; i < order.Length && left > 0; i++)
        {
            var j = i + random.Next(order.Length - i);
            (order[i], order[j]) = (order[j], order[i]);
            var forms = Forms(words[order[i]].ToString().ToLowerInvariant());
            if (words.Kind(order[i]) != WordKind.Plain || forms.Count == 0)
                continue;
            replaced[order[i]] = forms[random.Next(forms.Count)];
            left--;
        }
        var result = new System.Text.StringBuilder();
        var copied = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (replaced[i] is not { } form)
                continue;
            var (start, end) = words.Span(i);
            result.Append(text, copied, start - copied);
            result.Append(LetterCases.Of(words[i]).Apply(form));
            copied = end;
        }
        return copied == 0 ? null : result.Append(text, copied, text.Length - copied).ToString();
    }

    private List<string> Forms(string word) =>
        word.Length < 2 || FunctionWords.Contains(word)
            ? []
            :
            [
                .. from reading in Morphology.Analyse(word, wordNet)
                from sense in reading.Section.Senses
                from synonym in sense.Synonyms
                let form = Inflector.Inflect(synonym.Word, reading.Inflection)
                where form is not null && form != word
                select form,
            ];
}
