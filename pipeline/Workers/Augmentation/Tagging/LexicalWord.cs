using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Tagging;

/// <summary>What is known of one spelling before its neighbours are seen.</summary>
internal sealed class LexicalWord
{
    /// <summary>The parts of speech in the order of <see cref="PartOfSpeech"/>.</summary>
    private const string Letters = "NVJR";

    /// <summary>The word in small letters.</summary>
    public required string Text { get; init; }

    /// <summary>How WordNet can read it, best first; none of a function word.</summary>
    public required IReadOnlyList<Analysis> Readings { get; init; }

    /// <summary>
    /// Words that the tagger takes alike: a function word is itself (<c>=the</c>), others are their parts of speech,
    /// each with its inflection and how much of the word's use it is, from 0 to 5 (<c>Nb4Vb2</c>).
    /// </summary>
    public required string Class { get; init; }

    /// <summary>The same without what is rare: <c>NbVb</c>.</summary>
    public required string Coarse { get; init; }

    /// <summary>Numbers of <see cref="Text"/>, <see cref="Class"/> and <see cref="Coarse"/> among the tagger's names.</summary>
    public (int Text, int Class, int Coarse) Numbers { get; private init; }

    /// <summary>Hash of the stem of its best reading's lemma; 0 of a word that tells nothing of a sentence's topic.</summary>
    public uint Stem { get; private init; }

    /// <summary>The parts of speech it can be, a bit each.</summary>
    public int Parts { get; private init; }

    /// <summary>Whether WordNet or the table of function words has it.</summary>
    public bool IsKnown => Readings.Count > 0 || Class[0] == '=';

    /// <summary>Its readings as a word.</summary>
    public static LexicalWord Of(string text, WordNet wordNet, TaggerNames names)
    {
        var (readings, full, coarse) = Describe(text, wordNet);
        return new()
        {
            Text = text,
            Readings = readings,
            Class = full,
            Coarse = coarse,
            Numbers = (names[text], names[full], names[coarse]),
            Stem =
                text.Length < 3 || readings.Count == 0
                    ? 0
                    : Corpus.WordNet.Stem.Hash(Corpus.WordNet.Stem.Of(readings[0].Lemma)),
            Parts = readings.Aggregate(0, (bits, r) => bits | (1 << (int)r.Section.PartOfSpeech)),
        };
    }

    /// <summary>What stands between words, or a word too long to be one.</summary>
    public static LexicalWord Mark(string name, TaggerNames names) =>
        new()
        {
            Text = "",
            Readings = [],
            Class = name,
            Coarse = name,
            Numbers = (names[name], names[name], names[name]),
        };

    private static (List<Analysis>, string Class, string Coarse) Describe(
        string text,
        WordNet wordNet
    )
    {
        if (Methods.Substitutions.FunctionWords.Contains(text))
            return ([], "=" + text, "=" + text);
        if (char.IsDigit(text[0]))
            return ([], "#", "#");
        var readings = text.Length > 1 ? Morphology.Analyse(text, wordNet) : [];
        if (readings.Count == 0)
        {
            var ending =
                "?"
                + (
                    text.Length > 4 && char.IsAsciiLetter(text[^2]) && char.IsAsciiLetter(text[^1])
                        ? text[^2..]
                        : ""
                );
            return ([], ending, ending);
        }
        var total = readings.Sum(reading => reading.Section.Count);
        string full = "",
            coarse = "";
        for (var part = PartOfSpeech.Noun; part <= PartOfSpeech.Adverb; part++)
        {
            var best = readings.Find(reading => reading.Section.PartOfSpeech == part);
            if (best.Lemma is null)
                continue;
            var count = readings
                .Where(reading => reading.Section.PartOfSpeech == part)
                .Sum(reading => reading.Section.Count);
            var share = count == 0 ? 0 : 1 + Math.Min(4, 5 * count / total);
            var name = $"{Letters[(int)part]}{LetterOf(best.Inflection)}";
            full += $"{name}{share}";
            if (share > 1 || total == 0)
                coarse += name;
        }
        return (readings, full, coarse);
    }

    private static char LetterOf(Inflection inflection) =>
        inflection switch
        {
            Inflection.Base => 'b',
            Inflection.Plural or Inflection.ThirdPerson => 's',
            Inflection.Gerund => 'g',
            Inflection.Comparative or Inflection.Superlative => 'r',
            _ => 'd',
        };
}
