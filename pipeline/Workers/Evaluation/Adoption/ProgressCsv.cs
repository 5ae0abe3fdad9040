using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>
/// <c>progress.csv</c> of a run: a row for every attempt that has ended, in the order of time. Made anew
/// from the ledger each time, never appended to, so that no two writers' rows are torn; rows that are
/// there already, of old scripts or of attempts that a later one made good, are kept. Lines that such
/// scripts have torn are put aside.
/// </summary>
public static class ProgressCsv
{
    /// <summary>Its name in the run's directory.</summary>
    public const string FileName = "progress.csv";

    /// <summary>What is put beside it: lines that are no rows.</summary>
    public const string TornFileName = "progress.torn.csv";

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

    /// <summary>How many lines have been put aside.</summary>
    /// <param name="root">The run's directory.</param>
    public static int Torn(string root) => Lines(Path.Combine(root, TornFileName)).Count;

    /// <summary>Makes it anew.</summary>
    public static void Rebuild(Plan plan) =>
        Write(plan.Stage, () => (Rows(plan, Ledger.Open(plan.Stage.Paths.Ledger)), []));

    /// <summary>Adds the whole rows of another run's, and puts aside what is torn in it.</summary>
    /// <param name="stage">Stage Evaluate of the run that gets them.</param>
    /// <param name="other">The other's file.</param>
    /// <param name="looksOnly">Whether nothing is to be written.</param>
    public static ProgressJoined Join(Stage stage, string other, bool looksOnly)
    {
        if (!File.Exists(other))
            return new(0, 0, null);
        try
        {
            var rows = ProgressRows.Read(File.ReadAllBytes(other));
            var problem = looksOnly ? null : Write(stage, () => (rows.Whole, rows.Torn));
            return new(rows.Whole.Count, rows.Torn.Count, problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(0, 0, e.Message);
        }
    }

    // What went wrong; null when nothing did.
    private static string? Write(
        Stage stage,
        Func<(IEnumerable<string[]> Rows, IReadOnlyList<string> Torn)> more
    )
    {
        try
        {
            // Of two at once the second reads what the first has written, and all that is recorded.
            using var turn = Turn(stage);
            var path = Path.Combine(stage.OutputRoot, FileName);
            var there = ProgressRows.Read(File.Exists(path) ? File.ReadAllBytes(path) : []);
            var (rows, torn) = more();
            // First: what is torn is in one of the two files whenever this is killed.
            PutAside(stage.OutputRoot, [.. there.Torn, .. torn]);
            Durable.Write(
                path,
                stream =>
                    CsvText.Write(
                        stream,
                        ProgressRows.Columns,
                        there
                            .Whole.Concat(rows)
                            .DistinctBy(row => string.Join('\0', row[..6]))
                            .OrderBy(row => row[0], StringComparer.Ordinal)
                            .ThenBy(row => string.Join('\0', row), StringComparer.Ordinal)
                    )
            );
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserError)
        {
            // It can be made from the ledger at any time.
            return e.Message;
        }
    }

    private static void PutAside(string root, IReadOnlyList<string> torn)
    {
        var path = Path.Combine(root, TornFileName);
        var there = Lines(path);
        var all = there.Union(torn).ToList();
        if (all.Count > there.Count)
            Durable.Write(path, string.Concat(all.Select(line => line + "\n")));
    }

    private static IReadOnlyList<string> Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
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
            Path.Combine(plan.Stage.OutputRoot, CellRecipe.Directory.In(unit.Parameters)),
            (record as FailedRecord)?.Error.Split('\n')[0].Replace('\0', ' ') ?? "",
        ];
    }
}
