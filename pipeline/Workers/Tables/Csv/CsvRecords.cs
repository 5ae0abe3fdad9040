using CsvHelper;

namespace Sluice.Workers.Tables.Csv;

/// <summary>Splits CSV bytes into records by RFC 4180 or its dialects, holding users to its rules on quotes.</summary>
internal static class CsvRecords
{
    /// <summary>Every record with the line, from 1, on which it starts; a blank line has no fields.</summary>
    /// <exception cref="Engine.UserError">A quote is out of place or never closed.</exception>
    public static IEnumerable<(long Line, string[] Fields)> Read(
        CsvSource source,
        CsvDialect dialect
    )
    {
        return dialect.Escape is null
            ? ReadQuoted(source, dialect)
            : CsvEscapedRecords.Read(source, dialect);
    }

    private static IEnumerable<(long Line, string[] Fields)> ReadQuoted(
        CsvSource source,
        CsvDialect dialect
    )
    {
        CsvMalformedRecord? malformed = null;
        var options = new CsvReaderOptions
        {
            Separator = dialect.Delimiter,
            Mode = dialect.Quote is null ? CsvMode.NoEscape : CsvMode.Rfc4180,
            Quote = dialect.Quote ?? '"',
            DetectSeparatorHint = false,
            HasHeader = false,
            SkipEmptyLines = false,
            TrackLineNumbers = true,
            PoolStrings = true,
            // Asked to throw, the reader would not say which rule was broken.
            OnMalformedRecord = record => malformed ??= record,
        };
        using var reader = CsvReader.Create(source.Bytes, options);
        while (reader.Read())
        {
            if (malformed is { } record)
                throw source.ErrorAt(record.LineNumber, Explain(record.Reason));
            if (reader.RawRecord.IsEmpty)
            {
                yield return (reader.LineNumber, []);
                continue;
            }
            var fields = new string[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
                fields[i] = reader.GetString(i);
            yield return (reader.LineNumber, fields);
        }
    }

    private static string Explain(CsvMalformedReason reason) =>
        reason switch
        {
            CsvMalformedReason.UnterminatedQuote =>
                "a quoted field of the record that starts here is never closed; close the quote",
            CsvMalformedReason.TextAfterClosingQuote =>
                "text follows a closing quote in the record that starts here; double each quote"
                    + " within a quoted field",
            _ => "a quote stands inside an unquoted field of the record that starts here; quote the"
                + " whole field and double each quote within",
        };
}
