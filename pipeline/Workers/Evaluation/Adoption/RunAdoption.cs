using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>
/// Takes over a run directory that other scripts left: cells with a <c>done.json</c> that can be read,
/// whatever zeros their layer is written with, with all that lies beside it. What is copied is whole
/// before its <c>done.json</c> is there, so that one that is cut off is gone on with.
/// </summary>
/// <param name="from">The old run's directory, absolute.</param>
/// <param name="settings">Section evaluate.</param>
/// <param name="stage">Stage Evaluate of the run that gets it.</param>
/// <param name="looksOnly">Whether nothing is to be copied.</param>
public sealed class RunAdoption(string from, EvaluateSettings settings, Stage stage, bool looksOnly)
{
    // As deep as MTEB's own directories go, and a link in a circle does not.
    private static readonly EnumerationOptions s_below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 8,
        IgnoreInaccessible = true,
        AttributesToSkip = 0,
    };

    private readonly AdoptionReport _report = new();
    private readonly Lazy<Ledger> _ledger = new(() => Ledger.Open(stage.Paths.Ledger));

    /// <summary>Takes what there is to take.</summary>
    /// <exception cref="UserError">There is no run directory.</exception>
    public AdoptionReport Run()
    {
        var cells = OldRun.Cells(from);
        var units = stage.Units.ToDictionary(
            unit => CellRecipe.Directory.In(unit.Parameters),
            StringComparer.Ordinal
        );
        var strange = cells.Where(cell => !units.ContainsKey(cell.Name)).ToList();
        _report.IsStrange = cells.Count > 0 && strange.Count == cells.Count;
        if (strange.Exists(cell => cell.Layer is not null))
            _report.Proposal = Proposal(_report.IsStrange ? strange : cells);
        if (_report.IsStrange)
            return _report;
        foreach (var cell in cells.Where(HasEnded))
            Take(cell, units);
        _report.Progress = ProgressCsv.Join(
            stage,
            Path.Combine(from, ProgressCsv.FileName),
            looksOnly
        );
        return _report;
    }

    private bool HasEnded(OldCell cell) =>
        cell.Places.Any(place =>
            File.Exists(Path.Combine(from, place, DoneFile.Done))
            || File.Exists(Path.Combine(from, place, DoneFile.Failed))
        );

    private void Take(OldCell cell, IReadOnlyDictionary<string, Unit> units)
    {
        var name = cell.Name;
        if (!units.TryGetValue(name, out var unit))
        {
            _report.Refused.Add((name, "it is no cell of the grid of section evaluate"));
            return;
        }
        var to = Path.Combine(stage.OutputRoot, name);
        var isKnown = EvaluateStage.IsDone(stage.OutputRoot, unit);
        // One that is done here and has lost its result, or never had it, gets it; its own stay.
        if (
            isKnown
            && (
                _ledger.Value.Done(unit.Key) is not null
                || CellResults.Find(to, cell.Task) is not null
            )
        )
        {
            _report.Known.Add(name);
            return;
        }
        var done = cell
            .Places.Select(place => Path.Combine(from, place))
            .FirstOrDefault(place => DoneFile.IsValid(Path.Combine(place, DoneFile.Done)));
        var result = done is null ? null : CellResults.Find(done, cell.Task);
        if (isKnown && result is null)
        {
            _report.Known.Add(name);
            return;
        }
        if (done is null)
        {
            _report.Refused.Add((name, WhyNot(cell.Places)));
            return;
        }
        if (result is null)
            _report.WithoutResult.Add(name);
        else if (result.Score.Number is null)
            _report.WithoutScore.Add((name, result.Score.Why));
        _report.Taken.Add(name);
        if (!looksOnly)
            Copy(done, result?.File, to, cell.Task);
    }

    private string WhyNot(IReadOnlyList<string> places)
    {
        var path = Path.Combine(from, places[0], DoneFile.Done);
        return !File.Exists(path)
                ? "it failed: it has failed.json and no done.json; it is run again"
            : new FileInfo(path).Length == 0 ? "its done.json is empty; it is run again"
            : DoneFile.NotDone(path) is { } status
                ? $"its done.json says '{status}'; it is run again"
            : "its done.json is torn or says something else; it is run again";
    }

    private static void Copy(string cell, string? result, string to, string task)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(cell, "*", s_below))
        {
            var name = Path.GetRelativePath(cell, file);
            // That it failed before it was done is past.
            if (name is not (DoneFile.Done or DoneFile.Failed) && FileIdentity.Of(file) is not null)
                CopyFile(file, Path.Combine(to, name));
        }
        var own = Path.Combine(to, $"{task}.json");
        if (result is not null && !File.Exists(own))
            CopyFile(result, own);
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

    private IReadOnlyList<string> Proposal(IReadOnlyList<OldCell> found)
    {
        var cells = found
            .Where(cell => cell.Layer is not null)
            .Select(cell =>
                (
                    cell.Family,
                    new Cell(cell.Size, cell.Size, cell.Revision, cell.Layer!.Value, cell.Task)
                )
            )
            .ToList();
        if (!_report.IsStrange)
            cells.AddRange(
                stage.Units.Select(unit => (settings.Family, EvaluateStage.CellOf(unit)))
            );
        return
        [
            .. new GridProposal(settings, stage.Shown(settings.Root)).Lines(
                cells,
                size =>
                    settings.Models.GetValueOrDefault(size)?.ModelId
                    ?? found
                        .Where(cell => cell.Size == size)
                        .SelectMany(cell => cell.Places)
                        .Select(place => DoneFile.ModelId(Path.Combine(from, place, DoneFile.Done)))
                        .FirstOrDefault(id => id is not null)
            ),
        ];
    }
}
