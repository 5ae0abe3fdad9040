using System.Globalization;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// One line of a Princeton <c>data.*</c> file (format: wndb(5WN)): the words of a synset, its pointers, its gloss.
/// </summary>
internal sealed record Synset
{
    public required int Offset { get; init; }

    /// <summary>As written, but with blanks for underscores and without syntactic markers such as "(p)".</summary>
    public required IReadOnlyList<string> Words { get; init; }

    public required IReadOnlyList<Pointer> Pointers { get; init; }

    /// <summary>Definition and examples, as they stand; empty where the line has none.</summary>
    public required string Gloss { get; init; }

    /// <summary>From one word here to one word of another synset; both count from 1, 0 means all words.</summary>
    /// <param name="Symbol">The relation, as wninput(5WN) lists them: <c>!</c> antonym, <c>@</c> hypernym, …</param>
    public readonly record struct Pointer(
        string Symbol,
        int Source,
        int Offset,
        PartOfSpeech PartOfSpeech,
        int Target
    );

    /// <exception cref="FormatException">The line is not of the format.</exception>
    public static Synset Parse(string line)
    {
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        var fields = new FieldReader(bar < 0 ? line : line[..bar]);
        var offset = fields.Integer();
        fields.Skip(2);
        var words = new string[fields.Hexadecimal()];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Plain(fields.Text());
            fields.Skip(1);
        }
        var pointers = new Pointer[fields.Integer()];
        for (var i = 0; i < pointers.Length; i++)
        {
            var symbol = fields.Text();
            var target = fields.Integer();
            var partOfSpeech = WordNetFormat.CodeOf(fields.Text()[0]);
            var ends = int.Parse(fields.Text(), NumberStyles.AllowHexSpecifier);
            pointers[i] = new(symbol, ends >> 8, target, partOfSpeech, ends & 0xFF);
        }
        return new()
        {
            Offset = offset,
            Words = words,
            Pointers = pointers,
            Gloss = bar < 0 ? "" : line[(bar + 1)..].Trim(),
        };
    }

    private static string Plain(string word)
    {
        var marker = word.IndexOf('(', StringComparison.Ordinal);
        return (marker > 0 ? word[..marker] : word).Replace('_', ' ');
    }
}
