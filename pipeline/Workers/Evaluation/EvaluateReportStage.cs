using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Workers.Evaluation;

/// <summary>Declares stage EvaluateReport: one unit that turns all results of a run into a table and pictures.</summary>
public static class EvaluateReportStage
{
    public const string Name = "EvaluateReport";

    /// <summary>What plans call the worker.</summary>
    public const string Worker = "evaluate_report";

    /// <summary>Goes up when the same input and settings give other bytes; 2: cells without a score are blank and listed.</summary>
    public const int Version = 2;

    /// <summary>All scores, a row each; the first output.</summary>
    public const string Table = "report/scores.csv";

    /// <summary>The cells without a score, a row each, and why; the second output.</summary>
    public const string Blanks = "report/blank.csv";

    /// <summary>The parameter that lists the cells without a result, with the reason behind a tab where it is another than that there is none.</summary>
    internal const string Blank = "blank";

    /// <summary>The stage.</summary>
    /// <param name="settings">Section evaluate.</param>
    /// <param name="evaluate">Stage Evaluate of the run.</param>
    /// <param name="limits">Section run.</param>
    public static DeclaredStage Declare(EvaluateSettings settings, Stage evaluate, RunLimits limits)
    {
        var cells = evaluate.Units.Select(EvaluateStage.CellOf).ToList();
        var ledger = new Lazy<Ledger>(() => Ledger.Open(evaluate.Paths.Ledger));
        var results = evaluate
            .Units.Select(unit => ResultOf(unit, evaluate.OutputRoot, ledger))
            .ToList();
        var blank = cells
            .Zip(results)
            .Where(cell => cell.Second.File is null)
            .Select(cell =>
                cell.Second.Why.Length > 0 ? $"{cell.First.Key}\t{cell.Second.Why}" : cell.First.Key
            );
        var pictures = cells.Select(cell => (cell.Size, cell.Task)).Distinct();
        return new DeclaredStage
        {
            Name = Name,
            Workspace = evaluate.Workspace,
            OutputRoot = evaluate.OutputRoot,
            Worker = Worker,
            WorkerVersion = Version,
            Limits = limits,
            Units =
                cells.Count == 0
                    ? []
                    :
                    [
                        new Unit
                        {
                            Key = "report",
                            Inputs = [.. results.Select(result => result.File).OfType<string>()],
                            Outputs =
                            [
                                Table,
                                Blanks,
                                .. pictures.SelectMany(p =>
                                    new[]
                                    {
                                        $"report/{p.Size}/{p.Task}.csv",
                                        $"report/{p.Size}/{p.Task}.svg",
                                    }
                                ),
                            ],
                            Parameters = OrderedMap.Of(
                                CellRecipe.Cells.Is([.. cells.Select(cell => cell.Key)]),
                                CellRecipe.Blank.Is([.. blank])
                            ),
                        },
                    ],
        };
    }

    // No file where others have done the cell and left none that can be read.
    private static (string? File, string Why) ResultOf(Unit unit, string root, Lazy<Ledger> ledger)
    {
        var declared = Path.Combine(root, unit.Outputs[EvaluateStage.Result]);
        var isOwn = ledger.Value.Done(unit.Key) is not null;
        // Looked at when it was recorded: not again for each of thousands of cells.
        if (isOwn && File.Exists(declared))
            return (declared, "");
        var task = CellRecipe.Task.In(unit.Parameters);
        var found = CellResults.Find(Path.GetDirectoryName(declared)!, task);
        if (
            found?.Score.Number is null
            && EvaluateStage.OldName(declared) is { } old
            && CellResults.Find(Path.GetDirectoryName(old)!, task) is { } other
            && (found is null || other.Score.Kind > found.Score.Kind)
        )
            found = other;
        if (found is not null && CellResults.IsUnreadable(found.Score))
            return (null, found.Score.Why);
        return (found?.File ?? (!isOwn && EvaluateStage.IsDone(root, unit) ? null : declared), "");
    }
}
