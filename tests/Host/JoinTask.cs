using Cake.Frosting;
using Sluice.Engine.Graph;
using Sluice.Tasks;

namespace Sluice.TestHost;

/// <summary>Joins two stages once both are proven complete.</summary>
[TaskName("Join")]
[TaskDescription("stages/Join.json of the workspace, once Left and Right are complete")]
[IsDependentOn(typeof(LeftTask))]
[IsDependentOn(typeof(RightTask))]
public sealed class JoinTask : DescribedTask
{
    /// <inheritdoc/>
    public override Stage Declare(Pipeline pipeline) =>
        base.Declare(pipeline) with
        {
            Upstream =
            [
                pipeline.PlanUpstream(new LeftTask()).Plan,
                pipeline.PlanUpstream(new RightTask()).Plan,
            ],
        };
}
