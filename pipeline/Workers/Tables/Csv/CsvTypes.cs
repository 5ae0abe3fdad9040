using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Tables.Csv;

/// <summary>
/// The types of a CSV file's columns: over a whole column, as pandas finds them, but never with a loss.
/// Identifiers are text unless asked for. An empty field, and what the dialect calls null, is null.
/// </summary>
internal static class CsvTypes
{
    /// <summary>The table with types.</summary>
    public static DataTable Infer(
        string path,
        CsvTable table,
        CsvDialect dialect,
        ColumnTypes types,
        ReadOnlySpan<string> textColumns
    )
    {
        // The fields are this table's own: they change in place, for a copy would double its memory.
        var rows = (IReadOnlyList<string?[]>)table.Rows;
        var columns = new ParquetColumn[table.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var isText = types == ColumnTypes.Text || textColumns.Contains(table.Columns[i]);
            foreach (var row in rows)
                if (dialect.Nulls.Contains(row[i]!) || !isText && row[i] == "")
                    row[i] = isText ? "" : null;
            var type =
                isText || types == ColumnTypes.Inferred && IdentifierName.Is(table.Columns[i])
                    ? ParquetType.String
                    : TypeOf(rows, i, dialect.Decimal);
            columns[i] = new(table.Columns[i], type, Optional: !isText);
            if (type == ParquetType.Double && dialect.Decimal != '.')
                foreach (var row in rows)
                    row[i] = row[i]?.Replace(dialect.Decimal, '.');
        }
        return new(path, columns, rows);
    }

    private static ParquetType TypeOf(IReadOnlyList<string?[]> rows, int column, char mark)
    {
        ParquetType? type = null;
        foreach (var row in rows)
        {
            if (row[column] is not { } text)
                continue;
            var own = ScalarText.TypeOf(text, mark);
            type =
                type is null || type == own ? own
                : IsNumber(type) && IsNumber(own) ? ParquetType.Double
                : ParquetType.String;
            if (type == ParquetType.String)
                return ParquetType.String;
        }
        if (type != ParquetType.Double)
            return type ?? ParquetType.String;
        // Integers among fractions become doubles too, as long as a double holds them.
        return rows.All(row => row[column] is not { } text || ScalarText.FitsDouble(text, mark))
            ? ParquetType.Double
            : ParquetType.String;
    }

    private static bool IsNumber(ParquetType? type) =>
        type is ParquetType.Int64 or ParquetType.Double;
}
