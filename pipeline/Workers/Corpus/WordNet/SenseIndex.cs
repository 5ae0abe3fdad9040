using System.Text;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>The lemmas of one part of speech with their senses, read for the compiler.</summary>
internal sealed class SenseIndex
{
    private readonly WordNetDictionary _dictionary;
    private readonly PartOfSpeech _partOfSpeech;
    private readonly Dictionary<string, List<(int Offset, int Count)>> _senses = new(
        StringComparer.Ordinal
    );

    /// <summary>Reads the index file.</summary>
    public SenseIndex(WordNetDictionary dictionary, PartOfSpeech partOfSpeech)
    {
        (_dictionary, _partOfSpeech) = (dictionary, partOfSpeech);
        dictionary.ReadIndex(partOfSpeech, Add);
    }

    /// <summary>In lower case, with underscores between words, in the file's order.</summary>
    public IEnumerable<string> Lemmas => _senses.Keys;

    /// <summary>What there is to say of a lemma.</summary>
    public WordNetSection SectionOf(string lemma)
    {
        WordNetSense[] senses =
        [
            .. _senses[lemma].Select(sense => SenseOf(lemma, sense.Offset, sense.Count)),
        ];
        return new(_partOfSpeech, senses.Sum(sense => sense.Count), () => senses);
    }

    private void Add(string line)
    {
        var reader = new FieldReader(line);
        var lemma = reader.Text();
        reader.Skip(1);
        var synsets = reader.Integer();
        reader.Skip(reader.Integer() + 1);
        var tagged = reader.Integer();
        var senses = new List<(int, int)>();
        for (var i = 0; i < synsets; i++)
        {
            var offset = reader.Integer();
            // Without a file of counts only their order is known: most frequent first.
            var count = _dictionary.HasCounts
                ? _dictionary.CountOf(_partOfSpeech, offset, lemma)
                : Math.Max(tagged - i, 0);
            senses.Add((offset, count));
        }
        _senses[lemma] = senses;
    }

    private WordNetSense SenseOf(string lemma, int offset, int count)
    {
        var synset = _dictionary.At(_partOfSpeech, offset);
        var own = synset.Words.FirstOrDefault(IsLemma) ?? lemma;
        var antonyms = new List<string>();
        var vulgar = new HashSet<int>();
        foreach (var pointer in synset.Pointers)
        {
            if (pointer.Symbol is not ("!" or ";u"))
                continue;
            var target = _dictionary.At(pointer.PartOfSpeech, pointer.Offset).Words;
            if (pointer.Symbol == ";u" && VulgarSenses.UsageSays(target))
                vulgar.Add(pointer.Source);
            if (pointer.Symbol != "!")
                continue;
            var antonym = target[Math.Max(pointer.Target - 1, 0)];
            var isOwn = pointer.Source == 0 || IsLemma(synset.Words[pointer.Source - 1]);
            if (isOwn && IsWritable(antonym) && !antonyms.Contains(antonym))
                antonyms.Add(antonym);
        }
        return new()
        {
            Count = count,
            Synset = WordNetFormat.SynsetName(_partOfSpeech, offset),
            Name = own.AsSpan().ContainsAnyInRange('A', 'Z') ? own : null,
            // One vulgar word makes the synset one of vulgar words for the same thing.
            IsVulgar =
                vulgar.Count > 0
                || VulgarSenses.GlossSays(synset.Gloss)
                || VulgarSenses.Contains(lemma),
            Synonyms = IsNumber(synset.Gloss)
                ? []
                :
                [
                    .. synset
                        .Words.Where(word => !IsLemma(word) && IsWritable(word))
                        .Select(word => SynonymOf(lemma, word, offset)),
                ],
            Near = [.. NearTo(lemma, synset)],
            Antonyms = antonyms,
        };

        bool IsLemma(string word) =>
            word.Replace(' ', '_').Equals(lemma, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>"two" and "2" are one synset, and "ii" too.</summary>
    private static bool IsNumber(string gloss) =>
        gloss.Contains("cardinal number", StringComparison.Ordinal)
        || gloss.StartsWith("being ", StringComparison.Ordinal)
            && gloss.Contains(" more than ", StringComparison.Ordinal)
        || gloss.StartsWith("denoting a quantity", StringComparison.Ordinal);

    /// <summary>"awful" of "bad": the close words of synsets near.</summary>
    private IEnumerable<WordNetSynonym> NearTo(string lemma, Synset synset) =>
        from near in _dictionary.NearOf(_partOfSpeech, synset)
        from word in near.Words
        where CloseWords.Of(_partOfSpeech, lemma, word) > 0
        where !synset.Words.Contains(word) && IsWritable(word)
        select SynonymOf(lemma, word, near.Offset);

    private WordNetSynonym SynonymOf(string lemma, string word, int offset)
    {
        var senses = _senses.GetValueOrDefault(word.ToLowerInvariant().Replace(' ', '_')) ?? [];
        var count = senses.Where(sense => sense.Offset == offset).Sum(sense => sense.Count);
        var uses = _dictionary.HasCounts ? _dictionary.UsesOf(word) : 0;
        // Half a use for each sense that was never met, and one for the first.
        var (own, total) = (0, 0);
        for (var i = 0; i < senses.Count; i++)
        {
            var weight = 2 * senses[i].Count + (i == 0 ? 2 : 1);
            total += weight;
            own += senses[i].Offset == offset ? weight : 0;
        }
        return new(
            word,
            count,
            total > 0 ? 100 * own / Math.Max(total, 2 * uses) : 0,
            _dictionary.UsesOf(word),
            CloseWords.Of(_partOfSpeech, lemma, word)
        );
    }

    private static bool IsWritable(string word) =>
        Ascii.IsValid(word) && word.AsSpan().IndexOfAny(WordNetFormat.Reserved) < 0;
}
