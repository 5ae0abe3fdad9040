using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Planning;

namespace Sluice.TestHost;

/// <summary>Joins two stages once both are proven complete.</summary>
[TaskName("Join")]
[TaskDescription("stages/Join.json of the workspace, once Left and Right are complete")]
[IsDependentOn(typeof(LeftTask))]
[IsDependentOn(typeof(RightTask))]
public sealed class JoinTask : DescribedTask
{
    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        base.Declare(pipeline) with
        {
            Upstream =
            [
                pipeline.Plans.Upstream(new LeftTask()).Plan,
                pipeline.Plans.Upstream(new RightTask()).Plan,
            ],
        };
}
