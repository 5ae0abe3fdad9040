using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine;
using Sluice.Monitor;

namespace Sluice.Tasks.Look;

/// <summary>Counts per stage, and per shard of the last run.</summary>
[TaskName("Status")]
[TaskDescription("count units per stage, and per shard of the last run")]
public sealed class StatusTask : AsyncFrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        var problems = new List<string>();
        var stages = pipeline.Stages.Planned(pipeline, problems).Select(StageStatus.Of).ToList();
        foreach (var place in pipeline.Elsewhere)
            stages = [.. await place.LookAsync(stages)];
        Printer.Print(
            pipeline.Options.Json
                ? StatusText.Json(stages)
                : StatusText.Problems(stages).Concat(StatusText.Table(stages))
        );
        // One that cannot be planned does not hide how far the others are.
        if (problems.Count > 0)
            throw new UserError(string.Join('\n', problems));
    }
}
