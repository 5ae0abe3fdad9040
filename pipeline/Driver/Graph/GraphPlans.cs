using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Driver.Graph;

/// <summary>
/// How the stages of one invocation are planned: what earlier ones would make counts for later ones,
/// and each stands as this run found it, so that what is edited meanwhile is the next one's.
/// </summary>
/// <param name="pipeline">The invocation.</param>
/// <param name="runner">Makes what plans and runs stages.</param>
public sealed class GraphPlans(Pipeline pipeline, Func<PlanOptions, StageRunner> runner)
{
    private readonly Dictionary<string, string> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeclaredStage> _declared = new(StringComparer.Ordinal);
    private readonly GraphSketch _sketch = new();
    private readonly Selection _only = new(pipeline.Options.Only);

    /// <summary>A stage to be run, with what plans and runs it.</summary>
    /// <param name="task">Which.</param>
    /// <exception cref="UserError">--only matches no unit of any stage.</exception>
    public (DeclaredStage Stage, StageRunner Runner, string? Only, bool Force) Begin(
        IStageTask task
    )
    {
        var stage = task.Declare(pipeline);
        _declared[stage.Name] = stage;
        var only = _only.For(task, pipeline);
        // What is forced is what was chosen, not what the chosen units need from earlier stages.
        var force = pipeline.Options.Force && (pipeline.Options.Only is null || only is not null);
        return (stage, runner(Options with { Only = only, Force = force }), only, force);
    }

    /// <summary>Plans a stage as it is narrowed, earlier ones as they were declared.</summary>
    public (Plan Plan, Ledger Ledger) Narrowed(IStageTask task, string? only, bool force) =>
        runner(Options with { Only = only, Force = force }).Plan(task.Declare(pipeline));

    /// <summary>Plans a stage of a graph that is only looked at: what it would make counts as pending for later ones.</summary>
    public (Plan Plan, Ledger Ledger) Ahead(IStageTask task)
    {
        try
        {
            var planned = Narrowed(task, null, pipeline.Options.Force);
            Remember(planned.Plan);
            return planned;
        }
        catch (UserError)
        {
            Refuse();
            throw;
        }
    }

    /// <summary>Stages and what they need, by name, as they would be planned now.</summary>
    public IReadOnlyDictionary<string, Plan> Ahead(IReadOnlyList<IStageTask> tasks)
    {
        var needed = tasks
            .SelectMany(pipeline.Stages.Before)
            .Concat(tasks.Select(t => t.Name))
            .ToHashSet();
        var plans = pipeline
            .Stages.All.Where(task => needed.Contains(task.Name) && task.IsWanted(pipeline))
            .ToDictionary(task => task.Name, task => Ahead(task).Plan);
        _pending.Clear();
        return plans;
    }

    /// <summary>How far another stage is, whatever this run was asked to redo.</summary>
    public (Plan Plan, Ledger Ledger) Upstream(IStageTask task) =>
        _sketch.Sketch(task, pipeline)
        ?? runner(Options with { Force = false, Only = null }).Plan(StageOf(task));

    /// <summary>A stage as this run found it, or as it is declared now.</summary>
    public DeclaredStage StageOf(IStageTask task) =>
        _declared.GetValueOrDefault(task.Name) ?? task.Declare(pipeline);

    /// <summary>Lets a stage stand as an earlier part of this run froze it.</summary>
    public void Stands(Stage frozen) => _declared[frozen.Name] = new DeclaredStage(frozen);

    /// <summary>Whether an earlier stage would make this file, in a run that only looks.</summary>
    public bool IsPending(string path) => _pending.ContainsKey(path) || _sketch.IsMade(path);

    /// <summary>Whether --only leaves a stage anything to do.</summary>
    /// <exception cref="UserError">It matches no unit of the targets.</exception>
    public bool IsChosen(IStageTask task) => _only.Has(task, pipeline);

    /// <summary>Whether a wanted stage of this run, or of all when none is among its targets, reads what another makes.</summary>
    /// <param name="maker">Who would make it.</param>
    /// <param name="path">One of <see cref="IStageTask.Reads"/>.</param>
    public bool IsRead(IStageTask maker, string path) =>
        pipeline
            .Stages.Behind(pipeline.Targets)
            .Any(task => pipeline.Stages.Before(task).Contains(maker.Name) && Reads(task, path));

    // Looked at, a stage whose configuration is wrong says so itself and hides none that it would read.
    private bool Reads(IStageTask task, string path)
    {
        try
        {
            return task.Reads(pipeline).Contains(path) && task.IsWanted(pipeline);
        }
        catch (Exception e) when (OnlyLooks && (e is UserError or ConfigurationError))
        {
            return false;
        }
    }

    /// <summary>Whether a stage is itself what the user wants run.</summary>
    public bool IsTarget(IStageTask task) => pipeline.Targets.Contains(task.Name);

    /// <summary>Whether no stage is to run: what is there is looked at, wanted or not.</summary>
    public bool OnlyLooks => !pipeline.Stages.HasAny(pipeline.Targets);

    /// <summary>Refuses a run whose stages cannot follow each other as they do.</summary>
    /// <exception cref="UserError">Says why.</exception>
    public void Refuse() => _sketch.Refuse(pipeline);

    /// <summary>What a plan makes counts as pending for later stages.</summary>
    public void Remember(Plan plan)
    {
        foreach (var planned in plan.Running)
        foreach (var output in planned.Unit.Outputs)
            _pending[Path.Combine(plan.Stage.OutputRoot, output)] = plan.Stage.Name;
    }

    private PlanOptions Options =>
        new()
        {
            Check = pipeline.Options.Check,
            Force = pipeline.Options.Force,
            Only = pipeline.Options.Only,
            Pending = _pending,
        };
}
