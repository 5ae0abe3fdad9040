using Sluice.Engine.Graph;
using Sluice.Engine.UpToDate;

namespace Sluice.Workers.Evaluation;

/// <summary>Declares stage EvaluateReport: one unit that turns all results of a run into a table and pictures.</summary>
public static class EvaluateReportStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "EvaluateReport";

    /// <summary>What plans call the worker.</summary>
    public const string Worker = "evaluate_report";

    /// <summary>All scores, a row each; the first output.</summary>
    public const string Table = "report/scores.csv";

    /// <summary>The parameter that lists the cells without a result.</summary>
    internal const string Blank = "blank";

    /// <summary>The stage.</summary>
    /// <param name="settings">Section evaluate.</param>
    /// <param name="evaluate">Stage Evaluate of the run.</param>
    /// <param name="limits">Section run.</param>
    public static Stage Declare(EvaluateSettings settings, Stage evaluate, RunLimits limits)
    {
        var cells = evaluate.Units.Select(EvaluateStage.CellOf).ToList();
        var ledger = new Lazy<Ledger>(() => Ledger.Open(evaluate.Paths.Ledger));
        var results = evaluate
            .Units.Select(unit => ResultOf(unit, evaluate.OutputRoot, ledger))
            .ToList();
        var blank = cells.Where((_, i) => results[i] is null).Select(cell => cell.Key).ToList();
        var pictures = cells.Select(cell => (cell.Size, cell.Task)).Distinct();
        return new Stage
        {
            Name = Name,
            Workspace = evaluate.Workspace,
            OutputRoot = evaluate.OutputRoot,
            Worker = Worker,
            Limits = limits,
            Units =
                cells.Count == 0
                    ? []
                    :
                    [
                        new Unit
                        {
                            Key = "report",
                            Inputs = [.. results.OfType<string>()],
                            Outputs =
                            [
                                Table,
                                .. pictures.SelectMany(p =>
                                    new[]
                                    {
                                        $"report/{p.Size}/{p.Task}.csv",
                                        $"report/{p.Size}/{p.Task}.svg",
                                    }
                                ),
                            ],
                            Parameters = OrderedMap.Of(
                                KeyValuePair.Create(
                                    "cells",
                                    string.Join('\n', cells.Select(cell => cell.Key))
                                ),
                                KeyValuePair.Create(Blank, string.Join('\n', blank))
                            ),
                        },
                    ],
            Notes =
                blank.Count == 0
                    ? []
                    :
                    [
                        $"{Name}: of {(blank.Count == 1 ? "1 cell" : $"{blank.Count:N0} cells")} that others have done there is no result, e.g. {blank[0]}: left blank; without its done.json it is evaluated",
                    ],
        };
    }

    // Null where others have done the cell and there is none.
    private static string? ResultOf(Unit unit, string root, Lazy<Ledger> ledger)
    {
        var declared = Path.Combine(root, unit.Outputs[EvaluateStage.Result]);
        if (File.Exists(declared))
            return declared;
        var task = unit.Parameters["task"];
        return EvaluateWorker.FindResult(Path.GetDirectoryName(declared)!, task)
            ?? (
                EvaluateStage.OldName(declared) is { } old
                    ? EvaluateWorker.FindResult(Path.GetDirectoryName(old)!, task)
                    : null
            )
            ?? (
                EvaluateStage.IsDone(root, unit) && ledger.Value.Done(unit.Key) is null
                    ? null
                    : declared
            );
    }
}
