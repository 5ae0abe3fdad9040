using Sluice.Driver;
using Sluice.Engine.Planning;
using Sluice.Tasks;

namespace Sluice.TestHost;

/// <summary>A stage as the workspace's file <c>stages/NAME.json</c> describes it.</summary>
public abstract class DescribedTask : StageTask
{
    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        StageDescription.Read(pipeline.Workspace, Name).Stage(pipeline);
}
