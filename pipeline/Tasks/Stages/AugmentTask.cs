using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Configuration;
using Sluice.Engine.Graph;
using Sluice.Workers.Augmentation;

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
    public override void Check(Pipeline pipeline) =>
        AugmentStage.Methods(
            pipeline.Settings.Of<AugmentSettings>(),
            pipeline.Workspace,
            pipeline.ConfigFile(AugmentStage.MethodsFileName)
        );

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        AugmentStage.Declare(
            pipeline.Settings.Of<AugmentSettings>(),
            pipeline.Workspace,
            pipeline.ConfigFile(AugmentStage.MethodsFileName),
            pipeline.Plans.IsPending,
            pipeline.Settings.Run.Limits
        );
}
