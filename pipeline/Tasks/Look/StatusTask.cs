using Cake.Frosting;
using Sluice.Monitor;

namespace Sluice.Tasks.Look;

/// <summary>Counts per stage, and per shard of the last run.</summary>
[TaskName("Status")]
[TaskDescription("count units per stage, and per shard of the last run")]
public sealed class StatusTask : FrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override void Run(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        var stages = StageList.Planned(pipeline).Select(StageStatus.Of).ToList();
        Pipeline.Print(
            pipeline.Options.Json
                ? StatusText.Json(stages)
                : StatusText.Problems(stages).Concat(StatusText.Table(stages))
        );
    }
}
