using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Configuration;
using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Driver.Graph;

/// <summary>
/// The stages of a run as they declare themselves before anything is planned or made: enough to see
/// whether they can follow each other. Drawn once, and only by a run that has something to do.
/// </summary>
internal sealed class GraphSketch
{
    private readonly Dictionary<string, DeclaredStage> _stages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private bool _isDrawing;
    private bool _isDrawn;

    /// <summary>Refuses a run whose stages cannot follow each other as they do.</summary>
    /// <exception cref="UserError">Says why.</exception>
    public void Refuse(Pipeline pipeline)
    {
        if (_isDrawn || _isDrawing)
            return;
        _isDrawing = true;
        try
        {
            var tasks = pipeline
                .Stages.Behind(pipeline.Targets)
                .Where(task => task.IsWanted(pipeline))
                .ToList();
            // One stage alone has none to follow.
            if (tasks.Count > 1)
                foreach (var task in tasks)
                    Draw(task, pipeline);
        }
        catch (Exception e) when (e is UserError or ConfigurationError)
        {
            // What cannot be declared now is told when it is its turn; those before it can be judged.
        }
        finally
        {
            _isDrawing = false;
            _isDrawn = true;
        }
        var stages = _stages.Values.ToList();
        _stages.Clear();
        DeclaredGraph.Refuse(stages, new RealDirectories().Follow);
        // With --only it is not known yet what of them is to run.
        if (pipeline.Options.Only is null)
            foreach (var stage in stages.Where(s => s.Command is not null))
                RefuseCommands(stage, !pipeline.Executor.OutlivesDriver);
        _made.Clear();
    }

    // Of a stage that has been done its commands need not be there any more.
    private void RefuseCommands(DeclaredStage stage, bool isHere)
    {
        try
        {
            new CommandPreflight(stage, isHere, IsMadeOrAbove).Refuse(stage.Units);
        }
        catch (UserError)
        {
            var ledger = Ledger.Open(stage.Paths.Ledger);
            if (
                stage.Units.Any(u =>
                    ledger.Done(u.Key) is null && stage.IsDoneByOthers?.Invoke(u) != true
                )
            )
                throw;
        }
    }

    private bool IsMadeOrAbove(string path) =>
        _made.Contains(path)
        || _made.Any(made => made.StartsWith(path + "/", StringComparison.Ordinal));

    /// <summary>A stage that another asks for while the sketch is drawn; null when none is.</summary>
    internal (Plan Plan, Ledger Ledger)? Sketch(IStageTask task, Pipeline pipeline) =>
        _isDrawing && Draw(task, pipeline) is var stage
            ? (Unplanned(stage), Ledger.Open(Path.Combine(stage.Paths.Root, "none")))
            : null;

    /// <summary>Whether an earlier stage of the sketch being drawn makes this file.</summary>
    internal bool IsMade(string path) => _made.Contains(path);

    private DeclaredStage Draw(IStageTask task, Pipeline pipeline)
    {
        var name = task.Name;
        if (_stages.TryGetValue(name, out var known))
            return known;
        var stage = pipeline.Plans.StageOf(task);
        _stages[name] = stage;
        foreach (var unit in stage.Units)
        foreach (var output in unit.Outputs)
            _made.Add(Path.Combine(stage.OutputRoot, output));
        return stage;
    }

    private static Plan Unplanned(DeclaredStage stage) =>
        new()
        {
            Id = "sketch",
            Generation = 0,
            Stage = stage,
            SharedParts = [],
            Units =
            [
                .. stage.Units.Select(unit => new PlannedUnit(
                    unit,
                    default,
                    [],
                    Verdict.NeverRan,
                    null
                )),
            ],
        };
}
