using Cake.Frosting;

namespace Sluice.Tasks;

/// <summary>What runs when no target is named.</summary>
[TaskName(Name)]
[TaskDescription("the same as Merge")]
[IsDependentOn(typeof(MergeTask))]
public sealed class DefaultTask : FrostingTask<PipelineContext>
{
    public const string Name = "Default";
}
