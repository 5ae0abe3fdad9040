using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Corpus;

/// <summary>
/// A corpus as CSV: sentence_id, sentence_text, label, source. Equal rows give equal bytes on every
/// machine.
/// </summary>
internal static class SentenceCsv
{
    /// <summary>The header, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["sentence_id", "sentence_text", "label", "source"];

    /// <summary>Writes the header and the rows.</summary>
    public static void Write(TextWriter writer, IEnumerable<LabelledSentence> rows)
    {
        CsvText.WriteRecord(writer, Columns);
        foreach (var row in rows)
            CsvText.WriteRecord(writer, [row.SentenceId, row.SentenceText, row.Label, row.Source]);
    }
}
