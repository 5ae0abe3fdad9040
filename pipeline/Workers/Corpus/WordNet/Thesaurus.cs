using System.Collections.Concurrent;
using Sluice.Engine.Features;
using Sluice.Workers.Augmentation.Methods.Phrases;
using Sluice.Workers.Augmentation.Tagging;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Synonyms, antonyms and inflections of words as they stand in a text: inflected, in any case, as the part of speech
/// and in the sense that the words around tell. Thread-safe.
/// </summary>
public sealed class Thesaurus
{
    private readonly WordNet _wordNet;
    private readonly PartOfSpeechTagger _tagger = PartOfSpeechTagger.Load();
    private readonly Lexicon _lexicon;

    /// <summary>Over a compiled WordNet; reads the tagger's table.</summary>
    public Thesaurus(WordNet wordNet)
    {
        _wordNet = wordNet;
        _lexicon = new Lexicon(wordNet, _tagger.Names);
    }

    /// <summary>Reads a text.</summary>
    internal TaggedText Read(scoped in WordList words) => new(words, _lexicon, _tagger);

    /// <summary>Whether a word belongs to the one before or after it, as in "ice cream" and "set up".</summary>
    internal bool IsInCollocation(TaggedText text, int word, int count)
    {
        var own = text[word];
        return word > 0 && IsPair(text[word - 1], own)
            || word + 1 < count && IsPair(own, text[word + 1]);
    }

    /// <summary>What may stand for a word, whatever the sentence; see <see cref="SubstitutionRules"/>.</summary>
    internal SubstitutionSet Substitutions(
        LexicalWord word,
        in Analysis reading,
        string? name,
        SubstitutionRules rules
    )
    {
        // Senses that are not taken still count: a bass may be a fish, though no tagged text has it.
        var senses = reading
            .Section.Senses.Take(64)
            .Where(sense => name is null ? sense.Name is null : sense.Name == name)
            .ToArray();
        var uses = _wordNet.Find(reading.Lemma)?.Sections.Sum(section => section.Count) ?? 0;
        var forms = new List<(string Form, int Count, ulong Senses)>();
        for (var i = 0; i < senses.Length; i++)
        {
            var isBeyond =
                rules.MaxSenses > 0
                && !reading.Section.Senses.Take(rules.MaxSenses).Contains(senses[i]);
            var isUnused = senses[i].Count == 0 && senses[i] != reading.Section.Senses[0];
            if (isBeyond || isUnused || senses[i].IsVulgar && !rules.AllowsVulgar)
                continue;
            foreach (var (other, count) in rules.Of(senses[i], uses))
            {
                if (rules.Refuses(other, reading, isName: name is not null))
                    continue;
                if (Inflector.Inflect(other, reading.Inflection) is not { } form)
                    continue;
                if (
                    form.Equals(word.Text, StringComparison.OrdinalIgnoreCase)
                    || form.Contains(' ') && rules.IsOneWord
                )
                    continue;
                var known = forms.FindIndex(f => f.Form == form);
                if (known < 0)
                    forms.Add((form, 1 + count, 1UL << i));
                else
                    forms[known] = (
                        form,
                        forms[known].Count + count,
                        forms[known].Senses | 1UL << i
                    );
            }
        }
        return new(_wordNet, word.Stem, senses, [.. forms]);
    }

    private bool IsPair(LexicalWord first, LexicalWord second)
    {
        if (first.Text.Length == 0 || second.Text.Length == 0)
            return false;
        Span<char> words = stackalloc char[2 * Lexicon.LongestWord + 1];
        if (Find(words, first.Text, second.Text))
            return true;
        foreach (var reading in first.Readings)
        {
            if (reading.Inflection != Inflection.Base && Find(words, reading.Lemma, second.Text))
                return true;
        }
        foreach (var reading in second.Readings)
        {
            if (reading.Inflection != Inflection.Base && Find(words, first.Text, reading.Lemma))
                return true;
        }
        return false;
    }

    private bool Find(Span<char> words, string first, string second)
    {
        first.CopyTo(words);
        words[first.Length] = ' ';
        second.CopyTo(words[(first.Length + 1)..]);
        return _wordNet.IsCollocation(words[..(first.Length + 1 + second.Length)]);
    }
}
