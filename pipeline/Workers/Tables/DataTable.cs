using Sluice.Engine;
using Sluice.Workers.Tables.Csv;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Tables;

/// <summary>
/// A user's table whose columns have types: CSV, JSON Lines (<c>.jsonl</c>, <c>.ndjson</c>) or Parquet,
/// told by the file's ending. Values are kept as text in the form that
/// <see cref="ParquetWriter.AppendText"/> takes.
/// </summary>
internal sealed class DataTable
{
    private const int MostColumnsListed = 20;

    private readonly string _path;

    internal DataTable(
        string path,
        IReadOnlyList<ParquetColumn> columns,
        IReadOnlyList<string?[]> rows
    )
    {
        _path = path;
        Columns = columns;
        Rows = rows;
    }

    /// <summary>Unique names with their types, in order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>One value a column, null for none.</summary>
    public IReadOnlyList<string?[]> Rows { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Named in errors as given.</param>
    /// <param name="dialect">How it is written, if it is CSV.</param>
    /// <param name="types">Whether columns have types or are text alone.</param>
    /// <param name="textColumns">Columns that must be there and are text whatever they hold.</param>
    /// <exception cref="UserError">As <see cref="CsvTable.Read(string, ReadOnlySpan{string})"/>; errors name the file and the line, or the row.</exception>
    public static DataTable Read(
        string path,
        CsvDialect dialect,
        ColumnTypes types,
        params ReadOnlySpan<string> textColumns
    )
    {
        var table = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".parquet" => ParquetTable.Read(path),
            ".jsonl" or ".ndjson" => JsonLinesTable.Read(path),
            _ => CsvTypes.Infer(
                path,
                CsvTable.Read(path, dialect, textColumns),
                dialect,
                types,
                textColumns
            ),
        };
        foreach (var name in textColumns)
            table.IndexOf(name);
        return table.As(types, textColumns);
    }

    /// <summary>The index of the column <paramref name="name"/> in every row.</summary>
    /// <exception cref="UserError">There is none; the message lists those found and the nearest.</exception>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == name)
                return i;
        var names = Columns.Select(c => c.Name.ReplaceLineEndings(" ")).ToList();
        var more = names.Count - MostColumnsListed;
        var found =
            string.Join(", ", names.Take(MostColumnsListed))
            + (more > 0 ? $" and {more:N0} more" : "");
        var hint = Suggestion.For(name, names) is { } nearest
            ? $"did you mean '{nearest}'?"
            : "name one of these in the configuration";
        throw new UserError($"{_path}: no column '{name}'; found: {found}; {hint}");
    }

    /// <summary>The same values where some columns, or all, are text without nulls.</summary>
    private DataTable As(ColumnTypes types, ReadOnlySpan<string> textColumns)
    {
        var columns = Columns.ToArray();
        for (var i = 0; i < columns.Length; i++)
        {
            if (types != ColumnTypes.Text && !textColumns.Contains(columns[i].Name))
                continue;
            if (columns[i] is { Type: ParquetType.String, Optional: false })
                continue;
            columns[i] = new(columns[i].Name, ParquetType.String);
            foreach (var row in Rows)
                row[i] ??= "";
        }
        return new(_path, columns, Rows);
    }
}
