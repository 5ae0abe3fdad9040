using Sluice.Engine;

namespace Sluice.Workers.Tables.Csv;

/// <summary>
/// A user's CSV file, read whole and strictly: RFC 4180 in UTF-8 with or without a byte order mark,
/// lines ended by LF, CR LF or CR, the columns named by the first record.
/// </summary>
/// <remarks>
/// Fields are kept as they stand, blanks included. A wholly empty line is passed over, except in a
/// table of one column, where it is a row with an empty value. A file with a header alone has no rows.
/// </remarks>
internal sealed class CsvTable
{
    // A message stays one line that a person reads.
    private const int MostColumnsListed = 20;

    private readonly string _path;

    private CsvTable(string path, string[] columns, List<string[]> rows)
    {
        _path = path;
        Columns = columns;
        Rows = rows;
    }

    /// <summary>The names of the header, unique, in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The data rows, each with one field a column.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <param name="path">Named in errors as given.</param>
    /// <param name="requiredColumns">Columns that must be there, spelled exactly.</param>
    /// <exception cref="UserError">
    /// The file is missing, a directory, empty, binary or not UTF-8; a required column is missing; a
    /// name comes twice; a row has too few or too many fields; a quote is misplaced or not closed.
    /// Errors within the file begin with <c>path:line</c>, the line on which the record starts.
    /// </exception>
    public static CsvTable Read(string path, params ReadOnlySpan<string> requiredColumns) =>
        Read(path, CsvDialect.Standard, requiredColumns);

    /// <summary>As the other, in another dialect; errors say what the file looks like instead.</summary>
    /// <inheritdoc cref="Read(string, ReadOnlySpan{string})"/>
    public static CsvTable Read(
        string path,
        CsvDialect dialect,
        params ReadOnlySpan<string> requiredColumns
    )
    {
        var source = CsvSource.Load(path, dialect);
        try
        {
            return Read(path, source, dialect, requiredColumns);
        }
        catch (UserError e)
        {
            if (IsJson(source.Bytes.Span))
                throw new UserError(
                    $"{path}: is JSON, not CSV; give it as JSON Lines (an object a line, named .jsonl) or as CSV"
                );
            if (
                CsvDelimiterGuess.Of(source.Bytes.Span, dialect.Delimiter, requiredColumns)
                is not { } guess
            )
                throw;
            var shown = CsvDelimiterGuess.Shown(guess);
            throw new UserError(
                $"{e.Message}; it looks like {shown}-separated: {dialect.Remedy("delimiter", shown, "export it with commas")}"
            );
        }
    }

    private static CsvTable Read(
        string path,
        CsvSource source,
        CsvDialect dialect,
        ReadOnlySpan<string> requiredColumns
    )
    {
        using var records = CsvRecords.Read(source, dialect).GetEnumerator();
        var any = records.MoveNext();
        // Excel's own line, which names the delimiter.
        if (
            any
            && records.Current.Fields is [{ } sep, ..]
            && IsExcelHint(sep, records.Current.Fields)
        )
            any = records.MoveNext();
        if (!any || records.Current.Fields is not { Length: > 0 } columns)
            throw source.ErrorAt(1, "the first line is blank; it must name the columns");
        if (columns.GroupBy(name => name).FirstOrDefault(g => g.Skip(1).Any()) is { } same)
            throw source.ErrorAt(
                1,
                same.Key.Length == 0
                    ? "two columns have no name; name them"
                    : $"two columns are named '{same.Key}'; rename one"
            );
        var rows = new List<string[]>();
        var table = new CsvTable(path, columns, rows);
        foreach (var name in requiredColumns)
            if (!columns.Contains(name))
                // Of a header that is cut at the wrong character no name is the right one.
                throw new UserError(
                    CsvDelimiterGuess.Of(source.Bytes.Span, dialect.Delimiter, requiredColumns)
                        is null
                        ? $"{table.Missing(name)}; {table.Hint(name)}"
                        : table.Missing(name)
                );
        while (records.MoveNext())
        {
            var (line, fields) = records.Current;
            if (fields.Length == 0)
            {
                if (columns.Length == 1)
                    rows.Add([""]);
                continue;
            }
            if (fields.Length != columns.Length)
                throw source.ErrorAt(
                    line,
                    $"{columns.Length} field{(columns.Length == 1 ? "" : "s")} expected, {fields.Length} found; quote fields that"
                        + " hold commas or line breaks"
                );
            rows.Add(fields);
        }
        return table;
    }

    /// <summary>The index of the column <paramref name="name"/> in every row.</summary>
    /// <exception cref="UserError">There is none; the message lists those found and the nearest.</exception>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == name)
                return i;
        throw new UserError($"{Missing(name)}; {Hint(name)}");
    }

    private string Missing(string name)
    {
        var listed = string.Join(", ", Columns.Take(MostColumnsListed).Select(OneLine));
        var more = Columns.Count - MostColumnsListed;
        var found = more > 0 ? $"{listed} and {more:N0} more" : listed;
        return $"{_path}:1: no column '{name}'; found: {found}";
    }

    private string Hint(string name) =>
        Suggestion.For(name, Columns) is { } nearest
            ? $"did you mean '{OneLine(nearest)}'?"
            : "name one of these in the configuration";

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        var text = (bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes).TrimStart(" \t\r\n"u8);
        return text is [(byte)'[' or (byte)'{', ..]
            && text[1..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'"' or (byte)'[', ..];
    }

    private static bool IsExcelHint(string first, string[] fields) =>
        first.Equals("sep=", StringComparison.OrdinalIgnoreCase) && fields is [_, ""];

    private static string OneLine(string name) => name.ReplaceLineEndings(" ");
}
