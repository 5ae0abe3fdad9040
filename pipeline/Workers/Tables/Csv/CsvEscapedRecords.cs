using System.Text;

namespace Sluice.Workers.Tables.Csv;

/// <summary>
/// Splits CSV with an escape character, as databases export it: with it a delimiter, a quote or a line
/// end belongs to the field, and n, r and t after it are line feed, carriage return and tab.
/// </summary>
internal static class CsvEscapedRecords
{
    /// <summary>As <see cref="CsvRecords.Read"/>.</summary>
    public static IEnumerable<(long Line, string[] Fields)> Read(
        CsvSource source,
        CsvDialect dialect
    )
    {
        var text = Encoding.UTF8.GetString(source.Bytes.Span).TrimStart('\uFEFF');
        var field = new StringBuilder();
        var fields = new List<string>();
        long line = 1;
        for (var at = 0; at < text.Length; )
        {
            var start = line;
            fields.Clear();
            var ended = false;
            while (!ended)
            {
                at = Field(source, dialect, text, at, ref line, start, field, out ended);
                fields.Add(field.ToString());
            }
            yield return (start, fields is [""] ? [] : [.. fields]);
        }
    }

    private static int Field(
        CsvSource source,
        CsvDialect dialect,
        string text,
        int at,
        ref long line,
        long start,
        StringBuilder field,
        out bool ended
    )
    {
        field.Clear();
        var quoted = at < text.Length && text[at] == dialect.Quote;
        if (quoted)
            at++;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == dialect.Escape && at + 1 < text.Length && !(quoted && c == dialect.Quote))
            {
                at++;
                if (text[at] == '\n')
                    line++;
                // The marker of a null keeps its escape, so that a setting can name it.
                field.Append(text[at] == 'N' ? $"{c}N" : Meaning(text[at]));
            }
            else if (quoted && c == dialect.Quote)
            {
                if (at + 1 < text.Length && text[at + 1] == dialect.Quote)
                    field.Append(text[++at]);
                else
                {
                    quoted = false;
                    var next = at + 1 < text.Length ? text[at + 1] : '\n';
                    if (next != dialect.Delimiter && next is not ('\n' or '\r'))
                        throw source.ErrorAt(
                            start,
                            "text follows a closing quote in the record that starts here; escape each quote within a quoted field"
                        );
                }
            }
            else if (!quoted && c == dialect.Delimiter)
            {
                ended = false;
                return at + 1;
            }
            else if (!quoted && c is '\n' or '\r' && !quoted)
            {
                line++;
                ended = true;
                return c == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;
            }
            else
            {
                if (c == '\n')
                    line++;
                field.Append(c);
            }
        }
        if (quoted)
            throw source.ErrorAt(
                start,
                "a quoted field of the record that starts here is never closed; close the quote"
            );
        ended = true;
        return at;
    }

    private static string Meaning(char escaped) =>
        escaped switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            _ => escaped.ToString(),
        };
}
