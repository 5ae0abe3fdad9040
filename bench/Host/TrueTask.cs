using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Tasks;

namespace Sluice.BenchHost;

/// <summary>The cheapest command there is, without inputs and outputs.</summary>
[TaskName("True")]
[TaskDescription("true, again and again")]
public sealed class TrueTask : StageTask
{
    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        new()
        {
            Name = "True",
            Workspace = pipeline.Workspace,
            OutputRoot = Path.Combine(pipeline.Workspace, "out"),
            Worker = CommandWorker.Name,
            Command = new CommandTemplate { Arguments = ["true"] },
            Units = Tree.Units(pipeline.Workspace, i => new Unit { Key = i, Outputs = [] }),
            Limits = pipeline.Settings.Run.Limits,
        };
}
