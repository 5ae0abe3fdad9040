using Cake.Frosting;
using Sluice.Engine.Graph;

namespace Sluice.Tasks;

/// <summary>
/// A task that is a stage. It always runs: freshness is decided unit by unit, and a skipped
/// target would count as failed in Cake.
/// </summary>
public abstract class StageTask : AsyncFrostingTask<PipelineContext>
{
    /// <summary>The stage as the configuration has it; null when the configuration needs none.</summary>
    public abstract Stage? Declare(Pipeline pipeline);

    /// <inheritdoc/>
    public sealed override async Task RunAsync(PipelineContext context)
    {
        if (Declare(context.Pipeline) is { } stage)
            await context.Pipeline.RunAsync(stage);
    }
}
