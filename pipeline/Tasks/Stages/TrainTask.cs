using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Workers.Corpus;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Training;

namespace Sluice.Tasks.Stages;

/// <summary>Trains the small language model whose layers are evaluated.</summary>
[TaskName("Train")]
[TaskDescription("train the language model gloss-lm on WordNet's glosses, with checkpoints")]
[IsDependentOn(typeof(CorpusTask))]
public sealed class TrainTask : StageTask
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Sections => ["evaluate"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads(Pipeline pipeline) =>
        [
            pipeline.Settings.Of<EvaluateSettings>().Train.Input
                ?? CorpusStage.GlossFile(pipeline.Workspace),
        ];

    /// <inheritdoc/>
    public override bool IsWanted(Pipeline pipeline)
    {
        var root = pipeline.Settings.Of<EvaluateSettings>().Train.OutputRoot;
        return pipeline.Plans.IsTarget(this)
            || pipeline.Plans.IsRead(this, root)
            || pipeline.Plans.OnlyLooks && Directory.Exists(new StagePaths(root, Name).Root);
    }

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        TrainStage.Declare(
            pipeline.Settings.Of<EvaluateSettings>().Train,
            pipeline.Workspace,
            pipeline.Settings.Run.Limits
        );
}
