using Cake.Frosting;
using Sluice.Engine;
using Sluice.Workers.Evaluation;

namespace Sluice.Tasks.Operate;

/// <summary>Takes over what other scripts have evaluated.</summary>
[TaskName("Adopt")]
[TaskDescription("take over a run directory of other scripts: --set adopt.from=DIR")]
public sealed class AdoptTask : FrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override void Run(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        var from =
            pipeline.Settings.Adopt.From
            ?? throw new UserError(
                "Adopt: no run to take over; name its directory: --set adopt.from=DIR"
            );
        var looksOnly = pipeline.Options.DryRun;
        var stage = new Stages.EvaluateTask().Declare(pipeline);
        var report = new RunAdoption(from, stage, looksOnly).Run();
        if (!looksOnly)
            RunId.Record(pipeline.Workspace, pipeline.Settings.Run.Id);
        pipeline.Note(report.Lines(stage.Shown(from), stage.Shown(stage.OutputRoot), looksOnly));
    }
}
