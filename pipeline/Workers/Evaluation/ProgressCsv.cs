using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
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

    /// <summary>What is put beside it: one that cannot be read.</summary>
    public const string OldFileName = "progress.old.csv";

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

    /// <summary>Whether attempts have been recorded since it was made.</summary>
    public static bool IsBehind(Stage stage)
    {
        var made = File.GetLastWriteTimeUtc(Path.Combine(stage.OutputRoot, FileName));
        return Directory.Exists(stage.Paths.Ledger)
            && Directory
                .EnumerateFiles(stage.Paths.Ledger)
                .Any(file =>
                    made.Year < 1900
                    || file.EndsWith(".jsonl", StringComparison.Ordinal)
                        && File.GetLastWriteTimeUtc(file) > made
                );
    }

    /// <summary>Makes it anew.</summary>
    public static void Rebuild(Plan plan) =>
        Write(plan.Stage, () => Rows(plan, Ledger.Open(plan.Stage.Paths.Ledger)));

    /// <summary>Adds the rows of another run's; a torn one, which is left as it is, adds none.</summary>
    public static void Join(Stage stage, string other) => Write(stage, () => TryRead(other) ?? []);

    private static void Write(Stage stage, Func<IEnumerable<string[]>> more)
    {
        try
        {
            // Of two at once the second reads what the first has written, and all that is recorded.
            using var turn = Turn(stage);
            var path = Path.Combine(stage.OutputRoot, FileName);
            var rows = Kept(path);
            rows.AddRange(more());
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserError)
        {
            // It can be made from the ledger at any time.
        }
    }

    private static IEnumerable<string[]> Rows(Plan plan, Ledger ledger)
    {
        var units = plan.Units.ToDictionary(u => u.Unit.Key, u => u.Unit, StringComparer.Ordinal);
        return ledger
            .AllDone.Concat<LedgerRecord>(units.Keys.Select(ledger.Failed).OfType<FailedRecord>())
            .Concat(LedgerAttempts.Of(ledger))
            .Where(record => units.ContainsKey(record.Unit))
            .DistinctBy(record => record.Id)
            .Select(record => Row(plan, units[record.Unit], record));
    }

    // A file's lock, which its owner's death gives back. After a minute it is done without.
    private static FileStream? Turn(Stage stage)
    {
        Directory.CreateDirectory(stage.Paths.Root);
        for (var i = 0; i < 600; i++)
            try
            {
                return new FileStream(
                    Path.Combine(stage.Paths.Root, "progress.lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.Write,
                    FileShare.None
                );
            }
            catch (IOException)
            {
                Thread.Sleep(100);
            }
        return null;
    }

    private static string[] Row(Plan plan, Unit unit, LedgerRecord record)
    {
        var cell = EvaluateStage.CellOf(unit);
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
            Path.Combine(plan.Stage.OutputRoot, unit.Parameters["directory"]),
            (record as FailedRecord)?.Error.Split('\n')[0] ?? "",
        ];
    }

    // One that old scripts' writers have torn is put beside, and begun anew.
    private static List<string[]> Kept(string path)
    {
        if (TryRead(path) is { } rows)
            return rows;
        var beside = Path.Combine(Path.GetDirectoryName(path)!, OldFileName);
        if (!File.Exists(beside))
            File.Move(path, beside);
        return [];
    }

    // Null when it is torn.
    private static List<string[]>? TryRead(string path)
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
            return null;
        }
    }
}
