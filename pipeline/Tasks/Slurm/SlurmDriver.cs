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
                SlurmRuns.LostNames(pipeline.Workspace).Count > 0
                    ? "Attach: no run of this workspace can be read: --target=Cancel stops the jobs that are left, then submit again; what is done stays done"
                    : "Attach: nothing was submitted from this workspace: --executor slurm does it"
            );
        var look = await new PatientLook(pipeline).LookAsync(
            runs,
            "Attach: there is nothing to follow yet"
        );
        var live = runs.Where(look.IsLive).ToList();
        await FollowAsync(live.Count > 0 ? live : [runs[0]]);
    }

    /// <summary>Refuses what must not happen while jobs are queued that would come upon it.</summary>
    /// <exception cref="UserError">Some are.</exception>
    public async Task RefuseWhileQueuedAsync(string target)
    {
        var runs = pipeline.SlurmRuns();
        if (!Directory.Exists(RunPaths.AllOf(pipeline.Workspace)))
            return;
        SlurmLook look;
        try
        {
            look = await pipeline.SlurmLookAsync(runs);
        }
        catch (UserError e)
        {
            look = new SlurmLook(
                runs.ToDictionary(run => run.Id, SlurmQueue.AsLastSeen),
                [],
                e.Message,
                []
            );
        }
        var names = SlurmRuns.LostNames(pipeline.Workspace);
        // What was open when somebody looked last may be so still.
        if (look.Error is not null && (names.Count > 0 || runs.Any(look.IsLive)))
            throw new UserError(
                $"{target}: whether jobs of this workspace are queued cannot be told ({look.Error}); run this where Slurm answers",
                ExitCode.Refused
            );
        if (look.Error is not null)
            return;
        if (runs.FirstOrDefault(look.IsLive) is { } live)
        {
            var open = look.Of(live).Where(e => e.State.IsOpen).ToList();
            throw new UserError(
                $"{target}: jobs of run {live.Id} {(open.All(e => e.State.State == JobState.Unknown) ? "may be" : "are")} queued or running ({ElementText.Counts(open)}); {Remedy(open)}",
                ExitCode.UnitFailed
            );
        }
        if (look.LostOf(names).FirstOrDefault() is { } lost)
            throw new UserError(
                $"{target}: job {lost.Job}, of a run that cannot be read any more, is {ElementText.State(lost)}; --target=Cancel{pipeline.WorkspaceOption} stops it",
                ExitCode.UnitFailed
            );
    }

    // Another user's jobs are his to cancel.
    private string Remedy(IReadOnlyList<ElementState> open) =>
        open.All(e => e.State.User.Length > 0)
            ? $"wait for user {open[0].State.User}, who alone can cancel them"
            : $"--target=Cancel{pipeline.WorkspaceOption} stops them";

    private Task FollowAsync(IReadOnlyList<SlurmRun> runs) =>
        new SlurmFollow(pipeline, _tools, _text).RunAsync(runs);
}
