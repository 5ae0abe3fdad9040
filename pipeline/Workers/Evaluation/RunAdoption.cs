using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// Takes over a run directory that other scripts left: cells with a <c>done.json</c> that can be read,
/// whatever zeros their layer is written with. What is copied is whole before its <c>done.json</c> is
/// there, so that one that is cut off is gone on with.
/// </summary>
/// <param name="from">The old run's directory, absolute.</param>
/// <param name="stage">Stage Evaluate of the run that gets it.</param>
/// <param name="looksOnly">Whether nothing is to be copied.</param>
public sealed class RunAdoption(string from, Stage stage, bool looksOnly)
{
    private const string Outputs = "outputs/mteb";

    private readonly AdoptionReport _report = new();

    /// <summary>Takes what there is to take.</summary>
    /// <exception cref="UserError">There is no run directory.</exception>
    public AdoptionReport Run()
    {
        var outputs = Path.Combine(from, Outputs);
        if (!Directory.Exists(outputs))
            throw new UserError(
                $"adopt.from: {from} is no run directory: it has no {Outputs}/; name the directory that RUN_ID named"
            );
        var units = stage.Units.ToDictionary(
            unit => unit.Parameters["directory"],
            StringComparer.Ordinal
        );
        // The one with zeros first: it is what scripts write that came later.
        foreach (
            var cell in CellsBelow(outputs)
                .GroupBy(path => Normal(path))
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
            Take(cell.Key, [.. cell.Order(StringComparer.Ordinal)], units);
        if (!looksOnly && _report.Taken.Count > 0)
            ProgressCsv.Join(stage, Path.Combine(from, ProgressCsv.FileName));
        return _report;
    }

    private void Take(
        string name,
        IReadOnlyList<string> places,
        IReadOnlyDictionary<string, Unit> units
    )
    {
        if (!units.TryGetValue(name, out var unit))
        {
            _report.Refused.Add((name, "it is no cell of the grid of section evaluate"));
            return;
        }
        if (EvaluateStage.IsDone(stage.OutputRoot, unit))
        {
            _report.Known.Add(name);
            return;
        }
        var done = places
            .Select(place => Path.Combine(from, place))
            .FirstOrDefault(place => DoneFile.IsValid(Path.Combine(place, DoneFile.Done)));
        if (done is null)
        {
            _report.Refused.Add((name, WhyNot(places)));
            return;
        }
        var result = EvaluateWorker.FindResult(done, unit.Parameters["task"]);
        if (result is null)
            _report.WithoutResult.Add(name);
        _report.Taken.Add(name);
        if (!looksOnly)
            Copy(done, result, Path.Combine(stage.OutputRoot, name), unit.Parameters["task"]);
    }

    private string WhyNot(IReadOnlyList<string> places)
    {
        var path = Path.Combine(from, places[0], DoneFile.Done);
        return !File.Exists(path)
                ? "it failed: it has failed.json and no done.json; it is run again"
            : new FileInfo(path).Length == 0 ? "its done.json is empty; it is run again"
            : "its done.json is torn or says something else; it is run again";
    }

    private static void Copy(string cell, string? result, string to, string task)
    {
        Directory.CreateDirectory(to);
        var results = Path.Combine(cell, "results");
        if (Directory.Exists(results))
            foreach (
                var file in Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories)
            )
                CopyFile(file, Path.Combine(to, Path.GetRelativePath(cell, file)));
        if (result is not null)
            CopyFile(result, Path.Combine(to, $"{task}.json"));
        CopyFile(Path.Combine(cell, DoneFile.Done), Path.Combine(to, DoneFile.Done));
    }

    private static void CopyFile(string file, string to) =>
        Durable.Write(
            to,
            stream =>
            {
                using var source = File.OpenRead(file);
                source.CopyTo(stream);
            }
        );

    // Directories of the form FAMILY/SIZE/CHECKPOINT/LAYER/TASK that say how they ended.
    private IEnumerable<string> CellsBelow(string outputs)
    {
        IEnumerable<string> level = [outputs];
        for (var depth = 0; depth < 5; depth++)
            level = level.SelectMany(Directory.EnumerateDirectories);
        return level
            .Where(cell =>
                File.Exists(Path.Combine(cell, DoneFile.Done))
                || File.Exists(Path.Combine(cell, DoneFile.Failed))
            )
            .Select(cell => Path.GetRelativePath(from, cell));
    }

    // layer_20 as layer_020.
    private static string Normal(string path)
    {
        var parts = path.Split('/');
        if (
            parts is [.., var layer, _]
            && layer.StartsWith("layer_", StringComparison.Ordinal)
            && int.TryParse(
                layer.AsSpan(6),
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number
            )
        )
            parts[^2] = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"layer_{number:d3}"
            );
        return string.Join('/', parts);
    }
}
