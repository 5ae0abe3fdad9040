using Sluice.Engine.Graph;

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

    /// <summary>The stage.</summary>
    /// <param name="settings">Section evaluate.</param>
    /// <param name="evaluate">Stage Evaluate of the run.</param>
    /// <param name="limits">Section run.</param>
    public static Stage Declare(EvaluateSettings settings, Stage evaluate, RunLimits limits)
    {
        var cells = evaluate.Units.Select(EvaluateStage.CellOf).ToList();
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
                            Inputs =
                            [
                                .. evaluate.Units.Select(unit =>
                                    ResultOf(unit, evaluate.OutputRoot)
                                ),
                            ],
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
                                "cells",
                                string.Join('\n', cells.Select(cell => cell.Key))
                            ),
                        },
                    ],
        };
    }

    private static string ResultOf(Unit unit, string root)
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
            ?? declared;
    }
}
