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

    /// <summary>Whether an evaluation is what the user wants.</summary>
    internal static bool IsTarget(Pipeline pipeline) =>
        pipeline.Targets.Any(target => target is EvaluateStage.Name or EvaluateReportStage.Name);

    /// <summary>Whether there is anything to look at: a grid of hundreds of cells that nobody began is not shown.</summary>
    internal static bool IsWantedIn(Pipeline pipeline) =>
        IsTarget(pipeline)
        || Directory.Exists(
            new StagePaths(
                Path.Combine(
                    pipeline.Settings.Of<EvaluateSettings>().Root,
                    pipeline.Settings.Run.Id
                ),
                EvaluateStage.Name
            ).Root
        );

    /// <inheritdoc/>
    public override bool IsWanted(Pipeline pipeline) => IsWantedIn(pipeline);

    /// <summary>Whether all that is wanted is an evaluation by the user's own program, which needs nothing made here.</summary>
    internal static bool IsByOthers(Pipeline pipeline) =>
        pipeline.Targets.All(target => target is EvaluateStage.Name or EvaluateReportStage.Name)
        && pipeline.Settings.Of<EvaluateSettings>().Command is not null;

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
        _torn = ProgressCsv.Torn(
            Path.Combine(pipeline.Settings.Of<EvaluateSettings>().Root, pipeline.Settings.Run.Id)
        );
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
        // Looked at beside a run on the user's own input, which makes no sentences.
        var sentences = CorpusStage.SentencesFile(pipeline.Workspace);
        return CorpusTask.HasSentences(pipeline) || File.Exists(sentences)
            ? stage
            : stage with
            {
                Inputs = [.. stage.Inputs.Where(input => input != sentences)],
            };
    }
}
