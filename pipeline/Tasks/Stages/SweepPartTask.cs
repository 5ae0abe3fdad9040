using Sluice.Driver;
using Sluice.Engine.Planning;
using Sluice.Workers.Sweep;

namespace Sluice.Tasks.Stages;

/// <summary>A stage that section sweep names.</summary>
internal sealed class SweepPartTask(SweepPart part) : StageTask
{
    /// <inheritdoc/>
    public override string Name => part.Name;

    // The repository's example is nothing of a workspace elsewhere, unless it was run there.
    /// <inheritdoc/>
    public override bool IsWanted(Pipeline pipeline) =>
        pipeline.Targets.Contains(SweepTask.Name)
        || pipeline.Options.Configs.Count > 0
        || pipeline.ConfigFile("sweep.yaml") is { } file
            && file.StartsWith(pipeline.Workspace + "/", StringComparison.Ordinal)
        || Directory.Exists(StageOf(pipeline).PathsOf(part).Root);

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) => StageOf(pipeline).Declare(part);

    private static SweepStage StageOf(Pipeline pipeline) =>
        new(
            pipeline.Settings.Of<SweepSettings>(),
            pipeline.Workspace,
            pipeline.Home,
            pipeline.Settings.Run.Limits
        );
}
