using System.Globalization;
using Sluice.Engine.Working;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Evaluation;

/// <summary>Writes the scores of a run: all in one table, and layer by checkpoint for every model and task.</summary>
internal sealed class EvaluateReportWorker : IWorker
{
    private const string NoResult =
        "others have done it and left no result (--force with --only evaluates it)";

    /// <inheritdoc/>
    public async Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var why = unit.Parameter(CellRecipe.Blank)
            .Select(line => line.Split('\t', 2))
            .ToDictionary(
                parts => parts[0],
                parts => new BlankCell(parts[0], parts.Length > 1 ? parts[1] : NoResult, "")
            );
        var all = unit.Parameter(CellRecipe.Cells);
        var cells = all.Select(Parse).ToList();
        var known = all.Where(key => !why.ContainsKey(key))
            .Select(key => (Key: key, Cell: Parse(key)))
            .ToList();
        var scores = new Dictionary<(string, string, int, string), double>();
        for (var i = 0; i < known.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (key, cell) = known[i];
            var score = CellResults.Score(unit.Inputs[i], cell.Task);
            if (score.Number is { } number)
                scores[cell] = number;
            else
                why[key] = new BlankCell(key, score.Why, unit.Plan.Stage.Shown(unit.Inputs[i]));
        }
        using (var stream = File.Create(unit.Output(0)))
            CsvText.Write(
                stream,
                ["model", "checkpoint", "layer", "task", "score"],
                cells
                    .Where(scores.ContainsKey)
                    .Select(cell =>
                        new[]
                        {
                            cell.Size,
                            cell.Revision,
                            Text(cell.Layer),
                            cell.Task,
                            Text(scores[cell]),
                        }
                    )
            );
        using (var stream = File.Create(unit.Output(1)))
            BlankCell.Write(stream, all.Where(why.ContainsKey).Select(key => why[key]));
        var output = 2;
        foreach (var (size, task) in cells.Select(c => (c.Size, c.Task)).Distinct())
        {
            var these = cells.Where(c => c.Size == size && c.Task == task).ToList();
            var rows = these.Select(c => c.Revision).Distinct().ToList();
            var columns = these.Select(c => c.Layer).Distinct().ToList();
            var values = rows.Select(row =>
                    (IReadOnlyList<double?>)
                        [
                            .. columns.Select(column =>
                                scores.TryGetValue((size, row, column, task), out var score)
                                    ? score
                                    : (double?)null
                            ),
                        ]
                )
                .ToList();
            using (var stream = File.Create(unit.Output(output++)))
                CsvText.Write(
                    stream,
                    ["checkpoint", .. columns.Select(c => $"layer_{Text(c)}")],
                    rows.Zip(
                        values,
                        (row, line) =>
                            new[] { row }
                                .Concat(line.Select(v => v is { } s ? Text(s) : ""))
                                .ToArray()
                    )
                );
            await File.WriteAllTextAsync(
                unit.Output(output++),
                HeatMap.Svg($"{task}, {size}", rows, [.. columns.Select(c => Text(c))], values),
                cancellation
            );
        }
        unit.Produced(scores.Count);
    }

    // MODEL/CHECKPOINT/layer_NNN/TASK.
    private static (string Size, string Revision, int Layer, string Task) Parse(string key)
    {
        var parts = key.Split('/');
        return (
            parts[0],
            parts[1],
            int.Parse(parts[2].AsSpan(6), CultureInfo.InvariantCulture),
            parts[3]
        );
    }

    private static string Text(IFormattable value) =>
        value.ToString(null, CultureInfo.InvariantCulture);
}
