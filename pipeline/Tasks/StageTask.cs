using Cake.Frosting;
using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Stages;

namespace Sluice.Tasks;

/// <summary>
/// A task that is a stage. It always runs: freshness is decided unit by unit, and a skipped
/// target would count as failed in Cake.
/// </summary>
public abstract class StageTask : AsyncFrostingTask<PipelineContext>
{
    /// <summary>The stage's name.</summary>
    public virtual string Name => StageList.NameOf(GetType());

    /// <summary>The stage as the configuration has it.</summary>
    public abstract Stage Declare(Pipeline pipeline);

    /// <summary>
    /// Whether the configuration asks anything of the stage; else it is passed over without a word.
    /// </summary>
    /// <exception cref="UserError">It does not, and the stage is what the user wants run.</exception>
    protected internal virtual bool IsWanted(Pipeline pipeline) => true;

    /// <summary>The sections of the configuration without which it cannot be declared, besides run.</summary>
    public virtual IReadOnlyList<string> Sections => [];

    /// <summary>
    /// Called before the first stage of a run that needs this one: refuses what is wrong in files that
    /// the configuration names, so that it is told before anything has run.
    /// </summary>
    protected internal virtual void Check(Pipeline pipeline) { }

    /// <summary>
    /// Called before the stage is planned to run, on a dry run too, not when it is only looked at.
    /// </summary>
    /// <exception cref="UserError">It cannot be run as it is configured.</exception>
    protected internal virtual void Begin(Pipeline pipeline) { }

    /// <summary>Called when the stage is up to date, to tell the user what came of it.</summary>
    protected internal virtual void Ended(Pipeline pipeline, StageOutcome outcome) { }

    /// <inheritdoc/>
    public sealed override async Task RunAsync(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        if (!IsWanted(pipeline) || !pipeline.IsChosen(this))
            return;
        Begin(pipeline);
        if (await pipeline.RunAsync(this) is { } outcome && !pipeline.Options.DryRun)
            Ended(pipeline, outcome);
    }
}
