using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Workers.Evaluation;

namespace Sluice.Tasks.Stages;

/// <summary>Turns the results of an evaluation into a table and heat maps.</summary>
[TaskName(EvaluateReportStage.Name)]
[TaskDescription("table and heat maps of an evaluation, layer by checkpoint for every task")]
[IsDependentOn(typeof(EvaluateTask))]
public sealed class EvaluateReportTask : StageTask
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Sections => ["evaluate"];

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        EvaluateReportStage.Declare(
            pipeline.Settings.Of<EvaluateSettings>(),
            pipeline.Plans.StageOf(new EvaluateTask()),
            pipeline.Settings.Run.Limits
        );

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads(Pipeline pipeline) =>
        [EvaluateTask.RootOf(pipeline)];

    // Of results that are not there yet there is nothing to look at.
    /// <inheritdoc/>
    public override bool IsWanted(Pipeline pipeline) =>
        pipeline.Plans.IsTarget(this)
        || pipeline.Plans.OnlyLooks
            && Directory.Exists(new StagePaths(EvaluateTask.RootOf(pipeline), Name).Root);

    /// <inheritdoc/>
    public override void Ended(Pipeline pipeline, StageOutcome outcome)
    {
        var stage = outcome.Plan.Stage;
        if (outcome.Done > 0)
            pipeline.Printer.Note([
                $"Report: {stage.Shown(Path.Combine(stage.OutputRoot, EvaluateReportStage.Table))}, and a heat map for every task beside it",
            ]);
        var blanks = Path.Combine(stage.OutputRoot, EvaluateReportStage.Blanks);
        pipeline.Printer.Note(BlankCell.Lines(BlankCell.Read(blanks), stage.Shown(blanks)));
    }
}
