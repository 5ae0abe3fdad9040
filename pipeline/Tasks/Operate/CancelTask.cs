using Cake.Frosting;

namespace Sluice.Tasks.Operate;

/// <summary>Cancels what was submitted: all, one stage, or one branch of the graph.</summary>
[TaskName("Cancel")]
[TaskDescription("cancel the jobs of this workspace, or of --stage NAME, or of --branch NAME")]
public sealed class CancelTask : AsyncFrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(PipelineContext context)
    {
        var options = context.Pipeline.Options;
        if (options.Stages.Count == 0 && options.Branches.Count == 0)
            return context.Pipeline.Away.CancelAsync(_ => true);
        var stages = context.Pipeline.Stages;
        var wanted = stages
            .Chosen("--stage", options.Stages)
            .Select(task => task.Name)
            .Concat(stages.Chosen("--branch", options.Branches).SelectMany(stages.BranchOf))
            .ToHashSet();
        return context.Pipeline.Away.CancelAsync(wanted.Contains);
    }
}
