using Sluice.Engine;
using Sluice.Engine.Slurm;
using Sluice.Monitor;

namespace Sluice.Tasks.Slurm;

/// <summary>What Slurm says of the jobs behind stages, for Status.</summary>
internal static class SlurmStatus
{
    /// <summary>Each stage with the elements that are alive, else with those of its last run when that was the last thing done.</summary>
    public static async Task<List<StageStatus>> AddAsync(
        Pipeline pipeline,
        List<StageStatus> stages
    )
    {
        var runs = pipeline.SlurmRuns();
        if (runs.Count == 0)
            return stages;
        var text = new SlurmText(pipeline.Options.Json);
        SlurmLook look;
        try
        {
            look = await pipeline.SlurmLookAsync(runs);
        }
        catch (UserError e)
        {
            // Seen from a machine without Slurm, the rest is still worth showing.
            pipeline.Tell(text.Problem(e.Message));
            return stages;
        }
        foreach (var problem in look.Problems)
            pipeline.Tell(text.Problem(problem));
        if (look.Error is not null)
            pipeline.Tell(text.Problem($"{look.Error}; states of jobs are as last seen"));
        foreach (var stage in stages)
            if (WhyNotRun(stage, runs) is { } why)
                pipeline.Tell(text.NotRun(stage.Stage, why));
        return
        [
            .. stages.Select(stage => stage with { Jobs = [.. ElementsOf(stage, runs, look)] }),
        ];
    }

    // By the last run that was to do it.
    private static string? WhyNotRun(StageStatus stage, IReadOnlyList<SlurmRun> runs)
    {
        if (
            stage.Stale == 0
            || runs.FirstOrDefault(run => run.Find(stage.Stage)?.Arrays.Count > 0) is not { } last
        )
            return null;
        try
        {
            return SlurmRuns
                .ReadPlanned(new RunPaths(last.Workspace, last.Id), stage.Stage)
                ?.Refused;
        }
        catch (UserError e)
        {
            return e.Message;
        }
    }

    private static IEnumerable<ElementState> ElementsOf(
        StageStatus stage,
        IReadOnlyList<SlurmRun> runs,
        SlurmLook look
    )
    {
        var live = runs.Where(run => look.IsLive(run, stage.Stage)).ToList();
        var last = runs.FirstOrDefault(run => look.Of(run, stage.Stage).Any());
        // A run on this machine since then is what its shards' lines are about.
        var isOvertaken =
            last is not null
            && stage.Shards.Any(s => s.Job.Length == 0 && s.Started > last.Created);
        IEnumerable<SlurmRun> shown =
            live.Count > 0 ? live
            : last is null || isOvertaken ? []
            : [last];
        var begun = stage.Shards.Select(s => s.Job).ToHashSet(StringComparer.Ordinal);
        foreach (var run in shown)
        foreach (var element in look.Of(run, stage.Stage))
            yield return begun.Contains(element.Id)
                ? element
                : element with
                {
                    Said = ElementOutput.Of(run, element),
                };
    }
}
