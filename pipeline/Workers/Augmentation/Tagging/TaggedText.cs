using System.Collections.Frozen;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Methods.Substitutions;
using Sluice.Workers.Augmentation.Words;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Tagging;

/// <summary>The words of one text with their parts of speech and what their neighbours tell of them.</summary>
internal sealed class TaggedText
{
    /// <summary>Percent of the words of a text that must be known for it to be taken for English; numbers aside.</summary>
    private const int LeastKnown = 60;

    /// <summary>Percent that must be known for a text to be certainly English.</summary>
    private const int CertainlyKnown = 85;

    /// <summary>Or so many that are function words: names and slang do not make a text foreign.</summary>
    private const int EnoughFunctionWords = 30;

    /// <summary>Shorter texts are not judged.</summary>
    private const int FewWords = 4;

    /// <summary>Words that are half function words: their synonyms take other constructions.</summary>
    private static readonly FrozenSet<string> s_quantities = FrozenSet.ToFrozenSet(
        "enough little much many more most less least few fewer several same way lot lots bit two three four five six seven eight nine ten dozen hundred thousand million first second third well far better best great greater greatest".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    /// <summary>Words that mean so much, or so little, that what stands beside them decides what may stand for them.</summary>
    private static readonly FrozenSet<string> s_overloaded = FrozenSet.ToFrozenSet(
        "make makes made making take takes took taken taking get gets got gotten getting give gives gave given giving go goes went gone going come comes came coming put puts putting let lets letting keep keeps kept keeping say says said saying tell tells told telling now today always rather".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<string> s_auxiliaries = FrozenSet.ToFrozenSet(
        "have has had having be am is are was were been being get gets got getting i've you've we've they've he's she's it's that's i'm you're we're they're isn't aren't wasn't weren't haven't hasn't hadn't".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<string> s_subjects = FrozenSet.ToFrozenSet(
        "i he she it we they you who".Split(' '),
        StringComparer.Ordinal
    );

    private readonly TokenSequence _tokens;
    private readonly byte[] _tags;
    private readonly int[] _margins;

    /// <summary>Reads and tags the words of a text.</summary>
    public TaggedText(scoped in WordList words, Lexicon lexicon, PartOfSpeechTagger tagger)
    {
        _tokens = new TokenSequence(words, lexicon);
        _tags = new byte[_tokens.Tokens.Count];
        _margins = new int[_tags.Length];
        tagger.Tag(_tokens.Tokens, _tags, _margins);
        int known = 0,
            numbers = 0,
            functionWords = 0,
            names = 0,
            stems = 0;
        Stems = new uint[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            var word = _tokens[i];
            // Addresses and markup say nothing of the language.
            numbers += word.Class[0] == '#' || words.Kind(i) != WordKind.Plain ? 1 : 0;
            if (words.Kind(i) != WordKind.Plain)
                continue;
            known += word.IsKnown ? 1 : 0;
            functionWords += word.Class[0] == '=' ? 1 : 0;
            names +=
                LetterCases.Of(words[i]) == LetterCase.Capitalised && !StartsSentence(i) ? 1 : 0;
            if (word.Stem != 0 && !Stems.AsSpan(0, stems).Contains(word.Stem))
                Stems[stems++] = word.Stem;
        }
        Stems = Stems[..stems];
        var judged = words.Count - numbers;
        IsEnglish =
            judged < FewWords
            || 100 * known >= LeastKnown * judged
            || 100 * functionWords >= EnoughFunctionWords * judged;
        IsCertainlyEnglish = 100 * (known - names) >= CertainlyKnown * judged;
    }

    /// <summary>Stems of the content words, each once.</summary>
    public uint[] Stems { get; }

    /// <summary>Whether most of its words are known.</summary>
    public bool IsEnglish { get; }

    /// <summary>Whether nearly all are.</summary>
    public bool IsCertainlyEnglish { get; }

    public LexicalWord this[int word] => _tokens[word];

    /// <summary>Whether a sentence begins with the word.</summary>
    public bool StartsSentence(int word) => _tokens.StartsSentence(word);

    /// <summary>Its part of speech; null of a function word and of an unknown one.</summary>
    public PartOfSpeech? PartOf(int word) =>
        _tags[_tokens.PlaceOf(word)] is < PartOfSpeechTagger.None and var tag
            ? (PartOfSpeech)tag
            : null;

    /// <summary>The reading of the word as its part of speech; null where it has none, or where that is not sure.</summary>
    public Analysis? ReadingOf(int word) =>
        Read(word, out var isSure) is { } reading && isSure ? reading : null;

    /// <summary>The same, sure or not.</summary>
    /// <param name="word">Which.</param>
    /// <param name="certainty">How sure it can be at most what it means, and what may stand for it.</param>
    public Analysis? ReadingOf(int word, out Certainty certainty)
    {
        var reading = Read(word, out var isSure);
        certainty =
            s_overloaded.Contains(_tokens[word].Text) ? Certainty.Possible
            : isSure ? Certainty.Sure
            : Certainty.Likely;
        return reading;
    }

    private Analysis? Read(int word, out bool isSure)
    {
        isSure = false;
        if (PartOf(word) is not { } part || s_quantities.Contains(_tokens[word].Text))
            return null;
        var readings = _tokens[word].Readings;
        foreach (var reading in readings)
        {
            if (reading.Section.PartOfSpeech != part)
                continue;
            isSure = _margins[_tokens.PlaceOf(word)] >= LeastMargin(reading, readings);
            return reading.Inflection == Inflection.Past
                ? reading with
                {
                    Inflection = PastOf(word),
                }
                : reading;
        }
        return null;
    }

    /// <summary>By how much a part of speech must be better than the next to be acted upon: more where it is rare.</summary>
    private static int LeastMargin(in Analysis reading, IReadOnlyList<Analysis> readings)
    {
        var total = 0;
        foreach (var other in readings)
            total += other.Section.Count;
        var share = total == 0 ? 100 : 100 * reading.Section.Count / total;
        return share >= 50 ? 10
            : share >= 20 ? 50
            : 110;
    }

    /// <summary>Whether a past form is the tense or the participle, where the words before it tell.</summary>
    private Inflection PastOf(int word)
    {
        for (var place = _tokens.PlaceOf(word) - 1; place > 0; place--)
        {
            var before = _tokens.Tokens[place].Text;
            if (s_auxiliaries.Contains(before))
                return Inflection.PastParticiple;
            if (s_subjects.Contains(before))
                return Inflection.PastTense;
            var isBetween =
                _tags[place] == (byte)PartOfSpeech.Adverb
                || before
                    is "not"
                        or "never"
                        or "very"
                        or "so"
                        or "just"
                        or "also"
                        or "even"
                        or "ever"
                        or "only";
            if (!isBetween)
                break;
        }
        return Inflection.Past;
    }
}
