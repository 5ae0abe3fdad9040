using Cake.Frosting;

namespace Sluice.Tasks;

/// <summary>Everything up to the merges.</summary>
[TaskName("Merge")]
[TaskDescription("everything up to the merges: Corpus, Augment, MergeManifests")]
[IsDependentOn(typeof(Stages.MergeManifestsTask))]
public sealed class MergeTask : FrostingTask<PipelineContext>;
