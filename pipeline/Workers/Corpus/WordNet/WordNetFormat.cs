using System.Globalization;
using System.Text;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// The compiled WordNet file, ASCII lines ending in LF:
/// <code>
/// sluice-wordnet 3 SHA-256 of all that follows this line
/// # the licence of the data, as its files carry it
/// key TAB field TAB field …
/// </code>
/// Lines are sorted by byte, so that a lookup is a binary search. Most keys are lemmas. A field of theirs is either
/// a part of speech (<c>n v a r</c>) and its senses, apart by <c>;</c>; or <c>=</c>, a part of speech and the lemma of
/// an irregular form. A sense is <c>count/synset/name/synonyms/similar/antonyms</c>, with <c>%</c> before it where it
/// is vulgar; name is the lemma with its capitals, if it has any; a synonym or similar word is
/// <c>word^count^share^uses^closeness</c>.
/// <code>
/// film TAB n12/n6625160//movie^33^97^33^91,picture^5^9^60^66//;3/n3343354////
/// went TAB =vgo
/// </code>
/// A key <c>_ice cream</c> says that the words belong together; <c>~n6625160</c> lists what a synset is about, each
/// stem with its weight: <c>cinema8 stor4</c>.
/// </summary>
internal static class WordNetFormat
{
    public const string Name = "sluice-wordnet";
    public const int Version = 3;

    /// <summary>Codes by <see cref="PartOfSpeech"/>.</summary>
    public const string Codes = "nvar";

    /// <summary>Characters no word may hold, since they set the fields apart.</summary>
    public const string Reserved = "\t\n;,/^%=~_";

    /// <summary>Before a synset's name: what it is about.</summary>
    public const char Topic = '~';

    /// <summary>Before words that belong together.</summary>
    public const char Collocation = '_';

    /// <summary>The fields of one lemma's line, the lemma left out.</summary>
    /// <exception cref="FormatException">The line is not of this format.</exception>
    public static WordNetEntry Parse(ReadOnlySpan<byte> fields)
    {
        var sections = new List<WordNetSection>();
        var bases = new List<(PartOfSpeech, string)>();
        foreach (var field in Encoding.ASCII.GetString(fields).Split('\t'))
        {
            if (field.StartsWith('=') && field.Length > 2)
                bases.Add((CodeOf(field[1]), field[2..]));
            else if (field.Length > 2)
                sections.Add(
                    new(
                        CodeOf(field[0]),
                        CountOf(field),
                        () => [.. field[1..].Split(';').Select(ParseSense)]
                    )
                );
            else
                throw new FormatException($"'{field}' is no field");
        }
        return new() { Sections = sections, BaseForms = bases };
    }

    /// <summary>The part of speech of a code; <c>s</c>, a satellite adjective, is an adjective.</summary>
    /// <exception cref="FormatException">There is no such code.</exception>
    public static PartOfSpeech CodeOf(char code) =>
        Codes.IndexOf(code == 's' ? 'a' : code) is var index and >= 0
            ? (PartOfSpeech)index
            : throw new FormatException($"'{code}' is no part of speech");

    /// <summary>What a synset is called.</summary>
    public static string SynsetName(PartOfSpeech partOfSpeech, int offset) =>
        string.Create(CultureInfo.InvariantCulture, $"{Codes[(int)partOfSpeech]}{offset}");

    public static string Write(WordNetSection section) =>
        Codes[(int)section.PartOfSpeech] + string.Join(';', section.Senses.Select(Write));

    public static string WriteBaseForm(PartOfSpeech partOfSpeech, string lemma) =>
        $"={Codes[(int)partOfSpeech]}{lemma}";

    private static string Write(WordNetSense sense)
    {
        var mark = sense.IsVulgar ? "%" : "";
        return $"{mark}{sense.Count}/{sense.Synset}/{sense.Name}/{Write(sense.Synonyms)}/{Write(sense.Near)}/{string.Join(',', sense.Antonyms)}";
    }

    private static string Write(IEnumerable<WordNetSynonym> words) =>
        string.Join(',', words.Select(w => $"{w.Word}^{w.Count}^{w.Share}^{w.Uses}^{w.Closeness}"));

    /// <summary>The uses of all senses, which are most of what is asked of a lemma.</summary>
    private static int CountOf(ReadOnlySpan<char> field)
    {
        var count = 0;
        foreach (var range in field[1..].Split(';'))
        {
            var sense = field[1..][range].TrimStart('%');
            count += Number(sense[..Math.Max(sense.IndexOf('/'), 0)]);
        }
        return count;
    }

    private static WordNetSense ParseSense(string text)
    {
        var isVulgar = text.StartsWith('%');
        if (
            text[(isVulgar ? 1 : 0)..].Split('/')
            is not [var count, var synset, var name, var synonyms, var similar, var antonyms]
        )
            throw new FormatException($"'{text}' is no sense");
        return new()
        {
            Count = Number(count),
            Synset = synset,
            Name = name.Length > 0 ? name : null,
            IsVulgar = isVulgar,
            Synonyms = ParseSynonyms(synonyms),
            Near = ParseSynonyms(similar),
            Antonyms = antonyms.Length > 0 ? antonyms.Split(',') : [],
        };
    }

    private static WordNetSynonym[] ParseSynonyms(string text) =>
        text.Length > 0 ? [.. text.Split(',').Select(ParseSynonym)] : [];

    private static WordNetSynonym ParseSynonym(string text) =>
        text.Split('^') is [var word, var count, var share, var uses, var closeness]
            ? new(word, Number(count), Number(share), Number(uses), Number(closeness))
            : throw new FormatException($"'{text}' is no synonym");

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.None);
}
