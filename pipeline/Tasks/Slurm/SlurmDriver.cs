using Sluice.Engine;
using Sluice.Engine.Slurm;
using Sluice.Monitor;

namespace Sluice.Tasks.Slurm;

/// <summary>What an invocation does on a cluster once Cake has gone through its tasks: submit, then follow.</summary>
internal sealed class SlurmDriver(Pipeline pipeline)
{
    private readonly SlurmTools _tools = new();
    private readonly SlurmText _text = new(pipeline.Options.Json);

    /// <summary>Submits the taken stages, and follows them unless told not to.</summary>
    public async Task RunAsync(SlurmGraph graph)
    {
        SlurmRun? run = null;
        using (graph.Lock)
            if (graph.Taken.Count > 0)
                run = await new SlurmSubmit(pipeline, _tools, _text).RunAsync(graph);
        if (graph.Taken.Count == 0)
            return;
        if (pipeline.Options.DryRun)
            return;
        var live = graph.Taken.SelectMany(s => s.Live).Select(l => l.Run);
        IReadOnlyList<SlurmRun> runs =
        [
            .. live.Prepend(run).OfType<SlurmRun>().DistinctBy(r => r.Id),
        ];
        if (pipeline.Options.Detach)
            pipeline.Tell(_text.Detached(runs, pipeline.WorkspaceOption));
        else
            await FollowAsync(runs);
    }

    /// <summary>Follows the runs that are alive, or tells of the last one.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public async Task AttachAsync()
    {
        var runs = pipeline.SlurmRuns();
        if (runs.Count == 0)
            throw new UserError(
                "Attach: nothing was submitted from this workspace: --executor slurm does it"
            );
        var look = await pipeline.SlurmLookAsync(runs);
        if (look.Error is not null)
            throw new UserError($"Attach: {look.Error}", ExitCode.Refused);
        var live = runs.Where(look.IsLive).ToList();
        await FollowAsync(live.Count > 0 ? live : [runs[0]]);
    }

    /// <summary>Refuses what must not happen while jobs are queued that would come upon it.</summary>
    /// <exception cref="UserError">Some are.</exception>
    public async Task RefuseWhileQueuedAsync(string target)
    {
        var runs = pipeline.SlurmRuns();
        if (runs.Count == 0)
            return;
        SlurmLook look;
        try
        {
            look = await pipeline.SlurmLookAsync(runs);
        }
        catch (UserError)
        {
            // No Slurm on this machine: workers that live are looked for in any case.
            return;
        }
        if (look.Error is null && runs.FirstOrDefault(look.IsLive) is { } live)
            throw new UserError(
                $"{target}: jobs of run {live.Id} are queued or running ({ElementText.Counts(look.Of(live).Where(e => !e.State.HasEnded))}); --target=Cancel{pipeline.WorkspaceOption} stops them",
                ExitCode.UnitFailed
            );
    }

    /// <summary>Cancels live jobs: all, or those of stages.</summary>
    /// <param name="isWanted">Of which stages.</param>
    public async Task CancelAsync(Func<string, bool> isWanted)
    {
        var runs = pipeline.SlurmRuns();
        var look = await pipeline.SlurmLookAsync(runs);
        if (look.Error is not null)
            throw new UserError(
                $"Cancel: {look.Error}; nothing was cancelled, try again",
                ExitCode.Refused
            );
        var wanted = runs.SelectMany(run =>
                look.Of(run).Where(e => e.State.IsOpen && isWanted(e.Stage.Name))
            )
            .ToList();
        if (wanted.Count == 0)
        {
            pipeline.Tell(_text.Waiting("Cancel: no job of this workspace is queued or running"));
            return;
        }
        var answer = await _tools.RunAsync("scancel", wanted.Select(e => e.Array.Job!).Distinct());
        if (!answer.IsDone)
            throw new UserError($"Cancel: scancel: {answer.Said}", ExitCode.Refused);
        foreach (var stage in wanted.GroupBy(e => e.Stage.Name))
            pipeline.Tell(_text.Cancelled(stage.Key, [.. stage]));
        pipeline.Tell(
            _text.Waiting("What is done stays done: the same command goes on with the rest.")
        );
    }

    private Task FollowAsync(IReadOnlyList<SlurmRun> runs)
    {
        pipeline.IsFollowing = true;
        return new SlurmFollow(pipeline, _tools, _text).RunAsync(runs);
    }
}
