using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Tasks;

namespace Sluice.BenchHost;

/// <summary>One input and one output a unit, copied by a command.</summary>
[TaskName("Copy")]
[TaskDescription("cp in/i.txt out/i.txt")]
public sealed class CopyTask : StageTask
{
    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        StageOf(pipeline.Workspace, pipeline.Settings.Run.Limits);

    /// <summary>The stage of a workspace.</summary>
    internal static DeclaredStage StageOf(string workspace, RunLimits limits) =>
        new()
        {
            Name = "Copy",
            Workspace = workspace,
            OutputRoot = Path.Combine(workspace, "out"),
            Worker = CommandWorker.Name,
            Command = new CommandTemplate { Arguments = ["cp", "{input}", "{output}"] },
            Units = Tree.Units(
                workspace,
                i => new Unit
                {
                    Key = i,
                    Inputs = [$"{workspace}/in/{i}.txt"],
                    Outputs = [$"{i}.txt"],
                }
            ),
            Limits = limits,
        };
}
