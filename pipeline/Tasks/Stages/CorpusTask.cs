using Cake.Frosting;
using Sluice.Engine.Graph;
using Sluice.Engine.Running;
using Sluice.Workers.Augmentation.Corpus;

namespace Sluice.Tasks.Stages;

/// <summary>Fetches the built-in corpus and WordNet.</summary>
[TaskName("Corpus")]
[TaskDescription("fetch the sentences and WordNet into data/corpus")]
public sealed class CorpusTask : StageTask
{
    /// <inheritdoc/>
    protected internal override bool IsWanted(Pipeline pipeline) =>
        !EvaluateTask.IsByOthers(pipeline);

    /// <inheritdoc/>
    public override Stage Declare(Pipeline pipeline) =>
        CorpusStage.Declare(
            pipeline.Settings.Augment,
            pipeline.Workspace,
            pipeline.Home,
            pipeline.Settings.Run.Limits
        );

    /// <inheritdoc/>
    protected internal override void Ended(Pipeline pipeline, StageOutcome outcome) =>
        pipeline.Note(CorpusStage.Notes(pipeline.Settings.Augment, pipeline.Workspace));
}
