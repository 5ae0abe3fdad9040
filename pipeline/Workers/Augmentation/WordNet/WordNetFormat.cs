using System.Text;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// The compiled WordNet file, ASCII lines ending in LF:
/// <code>
/// sluice-wordnet 1 SHA-256 of all that follows this line
/// # the licence of the data, as its files carry it
/// lemma TAB field TAB field …
/// </code>
/// Lemmas are sorted by byte, so that a lookup is a binary search. A field is either a part of speech
/// (<c>n v a r</c>), its tagged senses, <c>:</c>, the synonyms (senses apart by <c>;</c>, words by <c>,</c>)
/// and, after <c>!</c>, the antonyms; or <c>=</c>, a part of speech and the lemma of an irregular form:
/// <code>
/// good TAB n4:goodness;commodity!bad,evil TAB a21:full;estimable,honorable
/// went TAB =vgo
/// </code>
/// </summary>
internal static class WordNetFormat
{
    public const string Name = "sluice-wordnet";
    public const int Version = 1;

    /// <summary>Codes by <see cref="PartOfSpeech"/>.</summary>
    public const string Codes = "nvar";

    /// <summary>Characters no word may hold, since they set the fields apart.</summary>
    public const string Reserved = "\t\n:;,!=";

    /// <summary>The fields of one line, its lemma left out.</summary>
    /// <exception cref="FormatException">The line is not of this format.</exception>
    public static WordNetEntry Parse(ReadOnlySpan<byte> fields)
    {
        var sections = new List<WordNetSection>();
        var bases = new List<(PartOfSpeech, string)>();
        foreach (var field in Encoding.ASCII.GetString(fields).Split('\t'))
        {
            if (field.StartsWith('=') && field.Length > 2)
                bases.Add((CodeOf(field[1]), field[2..]));
            else
                sections.Add(ParseSection(field));
        }
        return new() { Sections = sections, BaseForms = bases };
    }

    /// <summary>The part of speech of a code; <c>s</c>, a satellite adjective, is an adjective.</summary>
    /// <exception cref="FormatException">There is no such code.</exception>
    public static PartOfSpeech CodeOf(char code) =>
        Codes.IndexOf(code == 's' ? 'a' : code) is var index and >= 0
            ? (PartOfSpeech)index
            : throw new FormatException($"'{code}' is no part of speech");

    public static string Write(WordNetSection section)
    {
        var senses = string.Join(';', section.Senses.Select(words => string.Join(',', words)));
        var antonyms = section.Antonyms.Count > 0 ? "!" + string.Join(',', section.Antonyms) : "";
        return $"{Codes[(int)section.PartOfSpeech]}{section.TaggedSenses}:{senses}{antonyms}";
    }

    public static string WriteBaseForm(PartOfSpeech partOfSpeech, string lemma) =>
        $"={Codes[(int)partOfSpeech]}{lemma}";

    private static WordNetSection ParseSection(string field)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2)
            throw new FormatException($"'{field}' is no field");
        var bang = field.IndexOf('!', StringComparison.Ordinal);
        var senses = field[(colon + 1)..(bang < 0 ? field.Length : bang)];
        return new()
        {
            PartOfSpeech = CodeOf(field[0]),
            TaggedSenses = int.Parse(field.AsSpan(1, colon - 1)),
            Senses =
                senses.Length == 0
                    ? []
                    : [.. senses.Split(';').Select(words => (string[])words.Split(','))],
            Antonyms = bang < 0 ? [] : field[(bang + 1)..].Split(','),
        };
    }
}
