using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Configuration;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Workers.Corpus;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Evaluation.Adoption;

namespace Sluice.Tasks.Stages;

/// <summary>Evaluates models at checkpoints, layer by layer, by tasks.</summary>
[TaskName(EvaluateStage.Name)]
[TaskDescription("evaluate models by checkpoint, layer and task, in the directory of RUN_ID")]
[IsDependentOn(typeof(TrainTask))]
public sealed class EvaluateTask : StageTask
{
    // Lines of progress.csv that were put aside before this run.
    private int _torn;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sections => ["evaluate"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads(Pipeline pipeline) =>
        EvaluateStage.Reads(pipeline.Settings.Of<EvaluateSettings>(), pipeline.Workspace);

    // A grid of hundreds of cells that nobody began is not shown.
    /// <inheritdoc/>
    public override bool IsWanted(Pipeline pipeline) =>
        pipeline.Plans.IsTarget(this)
        || pipeline.Plans.IsRead(this, RootOf(pipeline))
        || pipeline.Plans.OnlyLooks
            && Directory.Exists(new StagePaths(RootOf(pipeline), Name).Root);

    /// <summary>The directory of the run.</summary>
    internal static string RootOf(Pipeline pipeline) =>
        Path.Combine(pipeline.Settings.Of<EvaluateSettings>().Root, pipeline.Settings.Run.Id);

    /// <inheritdoc/>
    public override void Begin(Pipeline pipeline)
    {
        if (!pipeline.Options.AcceptDrift)
            EvaluateStage.RefuseDrift(
                pipeline.Settings.Of<EvaluateSettings>(),
                pipeline.Settings.Run.Id
            );
        if (!pipeline.Options.DryRun)
            RunId.Record(pipeline.Workspace, pipeline.Settings.Run.Id);
        _torn = ProgressCsv.Torn(RootOf(pipeline));
    }

    /// <inheritdoc/>
    public override void Ended(Pipeline pipeline, StageOutcome outcome)
    {
        // A run that was killed has not written its last rows, and a file may be lost.
        if (ProgressCsv.IsBehind(outcome.Plan.Stage))
            ProgressCsv.Rebuild(outcome.Plan);
        var root = outcome.Plan.Stage.OutputRoot;
        if (ProgressCsv.Torn(root) - _torn is > 0 and var torn)
            pipeline.Printer.Note([
                $"{EvaluateStage.Name}: {(torn == 1 ? "1 line" : $"{torn:N0} lines")} of {ProgressCsv.FileName} that others have torn put aside, into {outcome.Plan.Stage.Shown(Path.Combine(root, ProgressCsv.TornFileName))}",
            ]);
    }

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline)
    {
        var stage = EvaluateStage.Declare(
            pipeline.Settings.Of<EvaluateSettings>(),
            pipeline.Settings.Run.Id,
            pipeline.Workspace,
            pipeline.Home,
            pipeline.Settings.Run.Limits
        );
        // Looked at where the sentences have been removed since.
        var sentences = CorpusStage.SentencesFile(pipeline.Workspace);
        return !pipeline.Plans.OnlyLooks || File.Exists(sentences)
            ? stage
            : stage with
            {
                Inputs = [.. stage.Inputs.Where(input => input != sentences)],
            };
    }
}
