using System.Buffers;
using System.Text;

namespace Sluice.Workers.Tables.Csv;

/// <summary>
/// Writes tables as CSV by RFC 4180, in UTF-8 without a byte order mark, lines ended by LF and
/// quotes only where the text needs them. <see cref="CsvTable"/> reads back the same fields.
/// </summary>
/// <remarks>
/// A lone surrogate is written as U+FFFD. A NUL is refused, since readers take it for a binary file.
/// </remarks>
internal static class CsvText
{
    private static readonly SearchValues<char> _quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a table; the stream is left open at its end.</summary>
    /// <param name="stream">Written from its current position.</param>
    /// <param name="columns">The header: at least one unique name.</param>
    /// <param name="rows">One field a column each.</param>
    /// <exception cref="ArgumentException">A row has another number of fields, or a field holds NUL.</exception>
    public static void Write(
        Stream stream,
        IReadOnlyList<string> columns,
        IEnumerable<IReadOnlyList<string>> rows
    )
    {
        using var writer = new StreamWriter(
            stream,
            new UTF8Encoding(false),
            1 << 16,
            leaveOpen: true
        );
        WriteRecord(writer, columns);
        foreach (var row in rows)
        {
            if (row.Count != columns.Count)
                throw new ArgumentException(
                    $"a row of {row.Count} fields for {columns.Count} columns",
                    nameof(rows)
                );
            WriteRecord(writer, row);
        }
    }

    /// <summary>Writes one record with its line end.</summary>
    /// <exception cref="ArgumentException">There is no field, or one holds NUL.</exception>
    public static void WriteRecord(TextWriter writer, IReadOnlyList<string> fields)
    {
        if (fields.Count == 0)
            throw new ArgumentException("a record needs a field", nameof(fields));
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0)
                writer.Write(',');
            // A lone empty field would be a blank line, which most readers pass over.
            WriteField(writer, fields[i], alone: fields.Count == 1);
        }
        writer.Write('\n');
    }

    private static void WriteField(TextWriter writer, string field, bool alone)
    {
        if (field.Contains('\0'))
            throw new ArgumentException("a CSV field cannot hold NUL", nameof(field));
        // A leading U+FEFF at the start of a file would be taken for its byte order mark.
        var needsQuotes =
            field.AsSpan().ContainsAny(_quoted)
            || field.Length == 0 && alone
            || field.StartsWith('\uFEFF');
        if (!needsQuotes)
        {
            writer.Write(field);
            return;
        }
        writer.Write('"');
        writer.Write(field.Replace("\"", "\"\""));
        writer.Write('"');
    }
}
