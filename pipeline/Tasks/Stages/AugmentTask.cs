using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Planning;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Corpus;

namespace Sluice.Tasks.Stages;

/// <summary>Augments the sentences, one unit a combo of methods.</summary>
[TaskName("Augment")]
[TaskDescription("augment the sentences, one dataset a combo of methods")]
[IsDependentOn(typeof(CorpusTask))]
public sealed class AugmentTask : StageTask
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Sections => ["augment"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads(Pipeline pipeline) =>
        [
            pipeline.Settings.Of<AugmentSettings>().Input
                ?? CorpusStage.SentencesFile(pipeline.Workspace),
            // Whoever augments waits for WordNet only when a chosen method reads it.
            .. Methods(pipeline).Rows.Any(MethodCatalog.NeedsWordNet)
                ? new[] { CorpusStage.WordNetFile(pipeline.Workspace) }
                : [],
        ];

    /// <inheritdoc/>
    public override void Check(Pipeline pipeline) => Methods(pipeline);

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        AugmentStage.Declare(
            pipeline.Settings.Of<AugmentSettings>(),
            pipeline.Workspace,
            pipeline.ConfigFile(AugmentStage.MethodsFileName),
            pipeline.Plans.IsPending,
            pipeline.Settings.Run.Limits
        );

    private static (string File, IReadOnlyList<MethodRow> Rows) Methods(Pipeline pipeline) =>
        AugmentStage.Methods(
            pipeline.Settings.Of<AugmentSettings>(),
            pipeline.Workspace,
            pipeline.ConfigFile(AugmentStage.MethodsFileName)
        );
}
