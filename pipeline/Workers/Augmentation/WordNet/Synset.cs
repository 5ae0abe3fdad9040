using System.Globalization;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// One line of a Princeton <c>data.*</c> file (format: wndb(5WN)): the words of a synset and its antonym pointers.
/// </summary>
internal sealed record Synset
{
    public required int Offset { get; init; }

    /// <summary>As written, but with blanks for underscores and without syntactic markers such as "(p)".</summary>
    public required IReadOnlyList<string> Words { get; init; }

    public required IReadOnlyList<AntonymPointer> Antonyms { get; init; }

    /// <summary>From one word here to one word of another synset; both count from 1, 0 means all words.</summary>
    public readonly record struct AntonymPointer(
        int Source,
        int Offset,
        PartOfSpeech PartOfSpeech,
        int Target
    );

    /// <exception cref="FormatException">The line is not of the format.</exception>
    public static Synset Parse(string line)
    {
        var gloss = line.IndexOf('|', StringComparison.Ordinal);
        var fields = new FieldReader(gloss < 0 ? line : line[..gloss]);
        var offset = fields.Integer();
        fields.Skip(2);
        var words = new string[fields.Hexadecimal()];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Plain(fields.Text());
            fields.Skip(1);
        }
        var antonyms = new List<AntonymPointer>();
        for (var pointers = fields.Integer(); pointers > 0; pointers--)
        {
            var isAntonym = fields.Text() == "!";
            var target = fields.Integer();
            var partOfSpeech = WordNetFormat.CodeOf(fields.Text()[0]);
            var ends = int.Parse(fields.Text(), NumberStyles.AllowHexSpecifier);
            if (isAntonym)
                antonyms.Add(new(ends >> 8, target, partOfSpeech, ends & 0xFF));
        }
        return new()
        {
            Offset = offset,
            Words = words,
            Antonyms = antonyms,
        };
    }

    private static string Plain(string word)
    {
        var marker = word.IndexOf('(', StringComparison.Ordinal);
        return (marker > 0 ? word[..marker] : word).Replace('_', ' ');
    }
}
