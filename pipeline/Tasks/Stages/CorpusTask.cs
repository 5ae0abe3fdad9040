using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Corpus;

namespace Sluice.Tasks.Stages;

/// <summary>Fetches the built-in corpus and WordNet, each where a stage of the run reads it.</summary>
[TaskName("Corpus")]
[TaskDescription("fetch the sentences and WordNet into data/corpus")]
public sealed class CorpusTask : StageTask
{
    /// <inheritdoc/>
    public override bool IsWanted(Pipeline pipeline) =>
        HasSentences(pipeline) || HasWordNet(pipeline);

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        CorpusStage.Declare(
            pipeline.Settings.Of<AugmentSettings>().Corpus,
            pipeline.Workspace,
            pipeline.Home,
            pipeline.Settings.Run.Limits,
            HasSentences(pipeline),
            HasWordNet(pipeline)
        );

    /// <inheritdoc/>
    public override void Ended(Pipeline pipeline, StageOutcome outcome) =>
        pipeline.Printer.Note(
            CorpusStage.Notes(outcome.Plan.Units.Select(u => u.Unit.Key), pipeline.Workspace)
        );

    private bool HasSentences(Pipeline pipeline) =>
        IsMade(pipeline, CorpusStage.SentencesFile(pipeline.Workspace));

    private bool HasWordNet(Pipeline pipeline) =>
        IsMade(
            pipeline,
            CorpusStage.WordNetFile(pipeline.Workspace),
            CorpusStage.GlossFile(pipeline.Workspace)
        );

    private bool IsMade(Pipeline pipeline, params string[] files) =>
        pipeline.Plans.IsTarget(this)
        || files.Any(file => pipeline.Plans.IsRead(this, file))
        || pipeline.Plans.OnlyLooks && files.Any(File.Exists);
}
