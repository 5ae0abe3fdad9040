using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Tasks;

namespace Sluice.BenchHost;

/// <summary>Units of a worker within the shard that does nothing.</summary>
[TaskName("Nothing")]
[TaskDescription("nothing, in process")]
public sealed class NothingTask : StageTask
{
    /// <summary>What the plan calls its worker.</summary>
    internal const string Worker = "nothing";

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        new()
        {
            Name = "Nothing",
            Workspace = pipeline.Workspace,
            OutputRoot = Path.Combine(pipeline.Workspace, "out"),
            Worker = Worker,
            Units = Tree.Units(pipeline.Workspace, i => new Unit { Key = i, Outputs = [] }),
            Limits = pipeline.Settings.Run.Limits,
        };
}
