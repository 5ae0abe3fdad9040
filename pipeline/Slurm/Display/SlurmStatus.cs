using Sluice.Driver;
using Sluice.Engine;
using Sluice.Monitor;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Display;

/// <summary>What Slurm says of the jobs behind stages, for Status.</summary>
internal sealed class SlurmStatus(Pipeline pipeline, WorkspaceRuns workspace)
{
    /// <summary>Each stage with the elements that are alive, else with those of its last run when that was the last thing done.</summary>
    public async Task<IReadOnlyList<StageStatus>> AddAsync(IReadOnlyList<StageStatus> stages)
    {
        var runs = workspace.All();
        if (runs.Count == 0)
            return stages;
        var text = workspace.Text;
        SlurmLook look;
        try
        {
            look = await workspace.LookAsync(runs);
        }
        catch (UserError e)
        {
            // Seen from a machine without Slurm, the rest is still worth showing.
            pipeline.Printer.Tell(text.Problem(e.Message));
            return stages;
        }
        foreach (var problem in look.Problems)
            pipeline.Printer.Tell(text.Problem(problem));
        if (look.Error is not null)
            pipeline.Printer.Tell(text.Problem($"{look.Error}; states of jobs are as last seen"));
        foreach (var stage in stages)
            if (WhyNotRun(stage, runs) is { } why)
                pipeline.Printer.Tell(text.NotRun(stage.Stage, why));
        return
        [
            .. stages.Select(stage =>
                stage with
                {
                    Jobs = [.. ElementsOf(stage, runs, look).Select(ElementText.Shown)],
                }
            ),
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
