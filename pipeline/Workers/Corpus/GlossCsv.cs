using System.Globalization;
using Sluice.Engine;
using Sluice.Workers.Corpus.WordNet;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Corpus;

/// <summary>The glosses of WordNet as CSV: category, offset, hypernym, word, gloss.</summary>
internal static class GlossCsv
{
    private const string Text = "gloss";

    /// <summary>The header, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["category", "offset", "hypernym", "word", Text];

    /// <summary>Writes the glosses of a dictionary directory, in its files' order: nouns first.</summary>
    /// <param name="dictDir">As for <see cref="WordNetCompiler"/>.</param>
    /// <param name="output">Left open.</param>
    /// <exception cref="UserError">A file is missing or not of the format.</exception>
    public static void Write(string dictDir, Stream output)
    {
        var dictionary = new WordNetDictionary(dictDir);
        var rows = new List<string[]>();
        foreach (var partOfSpeech in Enum.GetValues<PartOfSpeech>())
            dictionary.ReadData(partOfSpeech, line => rows.Add(Fields(Parse(line))));
        CsvText.Write(output, Columns, rows);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="UserError">The file is missing, empty as where there is no WordNet, or damaged.</exception>
    public static IReadOnlyList<Gloss> Read(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            throw new UserError(
                $"Glosses: {path} holds none: install npm, or Debian's wordnet-base, and run --target=Corpus --force"
            );
        var glosses = new List<Gloss>();
        foreach (var row in CsvTable.Read(path, [.. Columns]).Rows)
        {
            var known = int.TryParse(row[1], NumberStyles.None, null, out var offset);
            var above = 0;
            if (!known || row[2].Length > 0 && !int.TryParse(row[2], out above))
                throw new UserError(
                    $"Glosses: {path} has an offset that is no number, '{row[1]}' or '{row[2]}': run --target=Corpus --force"
                );
            glosses.Add(new(row[0], offset, row[2].Length > 0 ? above : null, row[3], row[4]));
        }
        return glosses;
    }

    /// <summary>One line of a data file (format: wndb(5WN)).</summary>
    /// <exception cref="FormatException">The line is not of the format.</exception>
    internal static Gloss Parse(string line)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        if (bar < 0)
            throw new FormatException("there is no gloss");
        var fields = new FieldReader(line[..bar]);
        var offset = fields.Integer();
        var category = LexicographerFiles.NameOf(fields.Integer());
        fields.Skip(1);
        var words = fields.Hexadecimal();
        var word = fields.Text().Replace('_', ' ');
        fields.Skip(2 * words - 1);
        int? hypernym = null;
        for (var pointers = fields.Integer(); pointers > 0; pointers--)
        {
            var isAbove = fields.Text() is "@" or "@i";
            var target = fields.Integer();
            fields.Skip(2);
            if (isAbove)
                hypernym ??= target;
        }
        // Examples follow the definition, each in quotes.
        var text = line[(bar + 3)..].Split("; \"")[0].Trim();
        return new(category, offset, hypernym, word, text);
    }

    private static string[] Fields(Gloss gloss) =>
        [gloss.Category, $"{gloss.Offset}", $"{gloss.Hypernym}", gloss.Word, gloss.Text];
}
