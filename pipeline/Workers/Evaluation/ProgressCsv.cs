using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.UpToDate;
using Sluice.Workers.Tables;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// <c>progress.csv</c> of a run: a row for every attempt that has ended, in the order of time. Made anew
/// from the ledger each time, never appended to, so that no two writers' rows are torn; rows that are
/// there already, of old scripts or of attempts that a later one made good, are kept.
/// </summary>
public static class ProgressCsv
{
    /// <summary>Its name in the run's directory.</summary>
    public const string FileName = "progress.csv";

    private static readonly string[] s_columns =
    [
        "timestamp",
        "model_size",
        "revision",
        "layer",
        "task",
        "status",
        "elapsed_sec",
        "output_dir",
        "error",
    ];

    /// <summary>Makes it anew.</summary>
    public static void Rebuild(Plan plan, Ledger ledger)
    {
        ledger.Refresh();
        var path = Path.Combine(plan.Stage.OutputRoot, FileName);
        var rows = Rows(path);
        foreach (var planned in plan.Units)
        {
            var key = planned.Unit.Key;
            foreach (var record in new LedgerRecord?[] { ledger.Done(key), ledger.Failed(key) })
                if (record is not null)
                    rows.Add(Row(plan, planned, record));
        }
        Write(path, rows);
    }

    /// <summary>Adds the rows of another run's.</summary>
    public static void Join(string path, string other) =>
        Write(path, [.. Rows(path), .. Rows(other)]);

    private static void Write(string path, IEnumerable<string[]> rows)
    {
        try
        {
            Durable.Write(
                path,
                stream =>
                    CsvText.Write(
                        stream,
                        s_columns,
                        rows.DistinctBy(row => string.Join('\0', row[..6]))
                            .OrderBy(row => row[0], StringComparer.Ordinal)
                            .ThenBy(row => string.Join('\0', row), StringComparer.Ordinal)
                    )
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It can be made from the ledger at any time.
        }
    }

    private static string[] Row(Plan plan, PlannedUnit planned, LedgerRecord record)
    {
        var cell = EvaluateStage.CellOf(planned.Unit);
        return
        [
            record.At.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture
            ),
            cell.Size,
            cell.Revision,
            cell.Layer.ToString(CultureInfo.InvariantCulture),
            cell.Task,
            record is DoneRecord ? "ok" : "failed",
            record.Seconds.ToString("0.###", CultureInfo.InvariantCulture),
            Path.Combine(plan.Stage.OutputRoot, planned.Unit.Parameters["directory"]),
            (record as FailedRecord)?.Error.Split('\n')[0] ?? "",
        ];
    }

    // A torn one is made anew from what the ledger has.
    private static List<string[]> Rows(string path)
    {
        try
        {
            return File.Exists(path)
                ?
                [
                    .. CsvTable
                        .Read(path, s_columns)
                        .Rows.Where(row => row.Length == s_columns.Length),
                ]
                : [];
        }
        catch (UserError)
        {
            return [];
        }
    }
}
