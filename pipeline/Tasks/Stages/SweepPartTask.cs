using Sluice.Engine.Graph;
using Sluice.Workers.Sweep;

namespace Sluice.Tasks.Stages;

/// <summary>A stage that section sweep names.</summary>
internal sealed class SweepPartTask(SweepPart part) : StageTask
{
    /// <inheritdoc/>
    public override string Name => part.Name;

    /// <inheritdoc/>
    public override Stage Declare(Pipeline pipeline) =>
        new SweepStage(
            pipeline.Settings.Sweep,
            pipeline.Workspace,
            pipeline.Home,
            pipeline.Settings.Run.Limits
        ).Declare(part);
}
