using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Manifests;

namespace Sluice.Tasks.Stages;

/// <summary>Merges the shards' manifests once every combo is proven done.</summary>
[TaskName("MergeManifests")]
[TaskDescription("merge the shards' manifests, proving that no combo is missing")]
[IsDependentOn(typeof(AugmentTask))]
public sealed class MergeManifestsTask : StageTask
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Sections => ["augment"];

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline)
    {
        var (plan, ledger) = pipeline.Plans.Upstream(new AugmentTask());
        return MergeManifestsStage.Declare(
            pipeline.Settings.Of<AugmentSettings>().Merge,
            plan,
            ledger,
            pipeline.Settings.Run.Limits
        );
    }

    /// <inheritdoc/>
    public override void Ended(Pipeline pipeline, StageOutcome outcome)
    {
        if (outcome.Done > 0)
            pipeline.Printer.Note(MergeManifestsStage.Statistics(outcome.Plan.Stage));
    }
}
