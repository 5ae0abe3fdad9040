using Cake.Frosting;

namespace Sluice.Tasks;

/// <summary>Everything up to the merges.</summary>
[TaskName(Name)]
[TaskDescription("everything up to the merges: Corpus, Augment, MergeManifests")]
[IsDependentOn(typeof(Stages.MergeManifestsTask))]
public sealed class MergeTask : FrostingTask<PipelineContext>
{
    /// <summary>Its name.</summary>
    public const string Name = "Merge";
}
