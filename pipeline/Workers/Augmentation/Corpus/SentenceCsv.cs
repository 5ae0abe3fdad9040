namespace Sluice.Workers.Augmentation.Corpus;

/// <summary>
/// A corpus as CSV: sentence_id, sentence_text, label, source; fields quoted as RFC 4180 asks, lines
/// ended by LF, so that equal rows give equal bytes on every machine.
/// </summary>
public static class SentenceCsv
{
    /// <summary>The header, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["sentence_id", "sentence_text", "label", "source"];

    /// <summary>Writes the header and the rows.</summary>
    public static void Write(TextWriter writer, IEnumerable<LabelledSentence> rows)
    {
        Record(writer, Columns);
        foreach (var row in rows)
            Record(writer, [row.SentenceId, row.SentenceText, row.Label, row.Source]);
    }

    private static void Record(TextWriter writer, IEnumerable<string> fields)
    {
        writer.Write(string.Join(',', fields.Select(Quoted)));
        writer.Write('\n');
    }

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"")}\"" : field;
}
