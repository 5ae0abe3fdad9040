using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Configuration;
using Sluice.Engine.Graph;
using Sluice.Engine.Stages;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Corpus;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Tasks.Stages;

/// <summary>Fetches the built-in corpus and WordNet.</summary>
[TaskName("Corpus")]
[TaskDescription("fetch the sentences and WordNet into data/corpus")]
public sealed class CorpusTask : StageTask
{
    /// <inheritdoc/>
    public override bool IsWanted(Pipeline pipeline) =>
        !EvaluateTask.IsByOthers(pipeline)
        && (SettingsOf(pipeline).Input is null || NeedsWordNet(pipeline));

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        CorpusStage.Declare(
            SettingsOf(pipeline),
            pipeline.Workspace,
            pipeline.Home,
            pipeline.Settings.Run.Limits,
            NeedsWordNet(pipeline)
        );

    /// <inheritdoc/>
    public override void Ended(Pipeline pipeline, StageOutcome outcome) =>
        pipeline.Printer.Note(CorpusStage.Notes(SettingsOf(pipeline), pipeline.Workspace));

    /// <summary>Whether the sentences are made, which a user's own input makes needless but for built-in tasks.</summary>
    internal static bool HasSentences(Pipeline pipeline) =>
        EvaluateTask.IsTarget(pipeline) || SettingsOf(pipeline).Input is null;

    // Whoever asks for augmentation alone waits for WordNet only when a chosen method reads it.
    private static bool NeedsWordNet(Pipeline pipeline) =>
        pipeline.Targets.Any(target => target is not ("Augment" or "MergeManifests" or "Merge"))
        || AugmentStage
            .Methods(
                pipeline.Settings.Of<AugmentSettings>(),
                pipeline.Workspace,
                pipeline.ConfigFile(AugmentStage.MethodsFileName)
            )
            .Rows.Any(MethodCatalog.NeedsWordNet);

    private static AugmentSettings SettingsOf(Pipeline pipeline) =>
        EvaluateTask.IsTarget(pipeline)
            ? pipeline.Settings.Of<AugmentSettings>() with
            {
                Input = null,
            }
            : pipeline.Settings.Of<AugmentSettings>();
}
