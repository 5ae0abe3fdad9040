using System.Collections.Concurrent;
using Sluice.Workers.Augmentation.Methods.Substitutions;
using Sluice.Workers.Augmentation.Tagging;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Synonyms, antonyms and inflections of words as they stand in a text: inflected, in any case, as the part of speech
/// and in the sense that the words around tell. Thread-safe.
/// </summary>
internal sealed class Thesaurus
{
    /// <summary>Bounds what is kept of neighbours; past it they are looked up each time.</summary>
    private const int MostPairs = 200_000;

    private readonly WordNet _wordNet;
    private readonly ConcurrentDictionary<(LexicalWord, LexicalWord), bool> _pairs = new();
    private int _pairCount;
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

    /// <summary>Tells the senses of a reading of a word apart.</summary>
    /// <param name="word">The word.</param>
    /// <param name="reading">How it is read.</param>
    /// <param name="name">As it is spelt where it is a name.</param>
    internal SenseJudge JudgeOf(LexicalWord word, in Analysis reading, string? name) =>
        // Senses that are not taken still count: a bass may be a fish, though no tagged text has it.
        new(
            _wordNet,
            word.Stem,
            [
                .. reading
                    .Section.Senses.Take(64)
                    .Where(sense => name is null ? sense.Name is null : sense.Name == name),
            ]
        );

    /// <summary>What may stand for a word, whatever the sentence; see <see cref="SubstitutionRules"/>.</summary>
    internal static SubstitutionSet Substitutions(
        LexicalWord word,
        in Analysis reading,
        string? name,
        SenseJudge judge,
        SubstitutionRules rules
    )
    {
        var senses = judge.Senses;
        var forms = new List<SubstitutionForm>();
        for (var i = 0; i < senses.Count; i++)
        {
            var isBeyond =
                rules.MaxSenses > 0
                && !reading.Section.Senses.Take(rules.MaxSenses).Contains(senses[i]);
            var isUnused = senses[i].Count == 0 && senses[i] != reading.Section.Senses[0];
            if (isBeyond || isUnused || senses[i].IsVulgar && !rules.AllowsVulgar)
                continue;
            foreach (var (other, weight, needed) in rules.Of(senses[i]))
            {
                if (rules.Refuses(other, reading, isName: name is not null))
                    continue;
                if (Inflector.Inflect(other, reading.Inflection) is not { } text)
                    continue;
                if (
                    text.Equals(word.Text, StringComparison.OrdinalIgnoreCase)
                    || text.Contains(' ') && rules.IsOneWord
                )
                    continue;
                var form = new SubstitutionForm(text, weight, 1UL << i, needed);
                var known = forms.FindIndex(f => f.Text == text);
                if (known < 0)
                    forms.Add(form);
                else
                    forms[known] = forms[known].And(form);
            }
        }
        return new(judge, [.. forms.Take(SubstitutionSet.MostForms)]);
    }

    private bool IsPair(LexicalWord first, LexicalWord second)
    {
        if (first.Text.Length == 0 || second.Text.Length == 0)
            return false;
        if (_pairs.TryGetValue((first, second), out var known))
            return known;
        var isPair = FindPair(first, second);
        if (Volatile.Read(ref _pairCount) < MostPairs && _pairs.TryAdd((first, second), isPair))
            Interlocked.Increment(ref _pairCount);
        return isPair;
    }

    private bool FindPair(LexicalWord first, LexicalWord second)
    {
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
