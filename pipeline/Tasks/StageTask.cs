using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Tasks;

/// <summary>
/// A task that is a stage. It always runs: freshness is decided unit by unit, and a skipped
/// target would count as failed in Cake.
/// </summary>
public abstract class StageTask : AsyncFrostingTask<PipelineContext>, IStageTask
{
    /// <inheritdoc/>
    public virtual string Name => TaskList.NameOf(GetType());

    /// <inheritdoc/>
    public abstract DeclaredStage Declare(Pipeline pipeline);

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> Reads(Pipeline pipeline) => [];

    /// <inheritdoc/>
    public virtual bool IsWanted(Pipeline pipeline) => true;

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> Sections => [];

    /// <inheritdoc/>
    public virtual void Check(Pipeline pipeline) { }

    /// <summary>
    /// Called before the stage is planned to run, on a dry run too, not when it is only looked at.
    /// </summary>
    /// <exception cref="UserError">It cannot be run as it is configured.</exception>
    public virtual void Begin(Pipeline pipeline) { }

    /// <inheritdoc/>
    public virtual void Ended(Pipeline pipeline, StageOutcome outcome) { }

    /// <inheritdoc/>
    public sealed override async Task RunAsync(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        if (!IsWanted(pipeline) || !pipeline.Plans.IsChosen(this))
            return;
        Begin(pipeline);
        if (await pipeline.Runs.RunAsync(this) is { } outcome && !pipeline.Options.DryRun)
            Ended(pipeline, outcome);
    }
}
