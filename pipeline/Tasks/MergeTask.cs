using Cake.Frosting;
using Sluice.Driver.CommandLine;

namespace Sluice.Tasks;

/// <summary>Everything up to the merges.</summary>
[TaskName(Name)]
[TaskDescription("everything up to the merges: MergeManifests with all before it, MergeBenchmark")]
[IsDependentOn(typeof(Stages.MergeManifestsTask))]
[IsDependentOn(typeof(Stages.MergeBenchmarkTask))]
public sealed class MergeTask : FrostingTask<PipelineContext>
{
    public const string Name = PipelineOptions.UsualTarget;
}
