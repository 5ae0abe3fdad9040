using Cake.Frosting;
using Sluice.Driver.Configuration;
using Sluice.Engine;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Evaluation.Adoption;

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
            pipeline.Settings.Of<AdoptSettings>().From
            ?? throw new UserError(
                "Adopt: no run to take over; name its directory: --set adopt.from=DIR"
            );
        var looksOnly = pipeline.Options.DryRun;
        var stage = new Stages.EvaluateTask().Declare(pipeline);
        var report = new RunAdoption(
            from,
            pipeline.Settings.Of<EvaluateSettings>(),
            stage,
            looksOnly
        ).Run();
        if (report.IsStrange)
        {
            pipeline.Printer.Note(report.Proposal);
            throw new UserError(
                $"Adopt: no cell of {stage.Shown(from)} is one of the grid of section evaluate, nothing was taken{(report.Proposal.Count > 0 ? "; put the section above into configs/evaluate.yaml, it describes the grid that is there" : "; describe its models, checkpoints, layers and tasks")}"
            );
        }
        if (!looksOnly)
            RunId.Record(pipeline.Workspace, pipeline.Settings.Run.Id);
        pipeline.Printer.Note(
            report.Lines(stage.Shown(from), stage.Shown(stage.OutputRoot), looksOnly)
        );
    }
}
