using Sluice.Engine;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Evaluation;

/// <summary>A cell of a report that has no score.</summary>
/// <param name="Key">Its unit's key.</param>
/// <param name="Why">Why not.</param>
/// <param name="File">Where that is seen, as people see it; empty where there is no result.</param>
public sealed record BlankCell(string Key, string Why, string File)
{
    private const int MostNamed = 20;

    private static readonly string[] s_columns = ["cell", "why", "file"];

    /// <summary>Writes a table of them.</summary>
    public static void Write(Stream stream, IEnumerable<BlankCell> cells) =>
        CsvText.Write(
            stream,
            s_columns,
            cells.Select(cell => new[] { cell.Key, cell.Why.Replace('\0', ' '), cell.File })
        );

    /// <summary>Reads it; none where there is no such table.</summary>
    public static IReadOnlyList<BlankCell> Read(string path)
    {
        try
        {
            return
            [
                .. CsvTable
                    .Read(path, s_columns)
                    .Rows.Select(row => new BlankCell(row[0], row[1], row[2])),
            ];
        }
        catch (UserError)
        {
            return [];
        }
    }

    /// <summary>In words, the same reasons together, most cells named.</summary>
    /// <param name="cells">Those of a report.</param>
    /// <param name="path">The table, as people see it.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<BlankCell> cells, string path)
    {
        if (cells.Count == 0)
            yield break;
        yield return $"{EvaluateReportStage.Name}: {(cells.Count == 1 ? "1 cell has" : $"{cells.Count:N0} cells have")} no score and {(cells.Count == 1 ? "is" : "are")} left blank: {path} lists all";
        foreach (var group in cells.GroupBy(cell => cell.Why))
            yield return $"  {group.Count():N0} × {group.Key}: {string.Join(", ", group.Take(MostNamed).Select(cell => cell.Key))}{(group.Count() > MostNamed ? $" and {group.Count() - MostNamed:N0} more" : "")}";
    }
}
