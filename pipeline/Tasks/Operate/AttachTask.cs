using Cake.Frosting;

namespace Sluice.Tasks.Operate;

/// <summary>Follows what was submitted, as if it had never been detached from.</summary>
[TaskName("Attach")]
[TaskDescription("follow the jobs that were submitted from this workspace")]
public sealed class AttachTask : AsyncFrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(PipelineContext context) => context.Pipeline.Away.AttachAsync();
}
