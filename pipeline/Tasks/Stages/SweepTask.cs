using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Configuration;
using Sluice.Engine;
using Sluice.Workers.Sweep;

namespace Sluice.Tasks.Stages;

/// <summary>Runs any command over any matrix, from section sweep alone.</summary>
[TaskName(Name)]
[TaskDescription("run a command over a matrix of values, as configs/sweep.yaml says")]
public sealed class SweepTask : StageGroupTask
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Sections => ["sweep"];

    /// <summary>What the target is called.</summary>
    internal const string Name = "Sweep";

    /// <inheritdoc/>
    public override IReadOnlyList<(StageTask Task, IReadOnlyList<string> After)> Stages(
        Settings settings
    ) =>
        [
            .. SweepGraph
                .Parts(settings.Of<SweepSettings>())
                .Select(part => ((StageTask)new SweepPartTask(part), part.After)),
        ];

    /// <inheritdoc/>
    protected override void Begin(Pipeline pipeline)
    {
        if (pipeline.Settings.Of<SweepSettings>().All.Count == 0)
            throw new UserError(
                "Sweep: section sweep is empty; give it a matrix, a command and outputs in configs/sweep.yaml (docs/sweep.md)"
            );
        new SweepStage(
            pipeline.Settings.Of<SweepSettings>(),
            pipeline.Workspace,
            pipeline.Home,
            pipeline.Settings.Run.Limits
        ).Refuse();
    }
}
