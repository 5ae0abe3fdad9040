using Sluice.Engine;
using Sluice.Engine.Slurm;
using Sluice.Monitor;

namespace Sluice.Tasks.Slurm;

/// <summary>What an invocation does on a cluster once Cake has gone through its tasks: submit, then follow.</summary>
internal sealed class SlurmDriver(Pipeline pipeline)
{
    private const int LooksAfterCancel = 5;

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
        if (runs.Count == 0)
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
        // What was open when somebody looked last may be so still.
        if (look.Error is not null && runs.Any(look.IsLive))
            throw new UserError(
                $"{target}: whether jobs of this workspace are queued cannot be told ({look.Error}); run this where Slurm answers",
                ExitCode.Refused
            );
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
        // What another process is submitting just now would be submitted afterwards.
        using var submitting = Directory.Exists(RunPaths.AllOf(pipeline.Workspace))
            ? await SubmitLock.TakeAsync(
                pipeline.Workspace,
                () =>
                    pipeline.Tell(
                        _text.Waiting(
                            "Another process is submitting from this workspace: waiting for its end, to cancel all of it"
                        )
                    ),
                pipeline.Stop.Token
            )
            : null;
        var runs = pipeline.SlurmRuns();
        var patient = new PatientLook(pipeline);
        if (submitting is not null)
            await patient.UntilSettledAsync(runs);
        var look = await patient.LookAsync(runs, "Cancel: nothing was cancelled");
        var lost = Lost(look, isWanted);
        var wanted = runs.SelectMany(run =>
                look.Of(run).Where(e => e.State.IsOpen && isWanted(e.Stage.Name))
            )
            .ToList();
        if (wanted.Count == 0 && lost.Count == 0)
        {
            pipeline.Tell(_text.Waiting("Cancel: no job of this workspace is queued or running"));
            return;
        }
        var answer = await _tools.RunAsync(
            "scancel",
            wanted.Select(e => e.Array.Job!).Concat(lost).Distinct()
        );
        if (!answer.IsDone)
            throw new UserError($"Cancel: scancel: {answer.Said}", ExitCode.Refused);
        await RefuseWhatStaysAsync(runs, wanted.Select(e => e.Id).ToHashSet());
        foreach (var stage in wanted.GroupBy(e => e.Stage.Name))
            pipeline.Tell(_text.Cancelled(stage.Key, [.. stage]));
        if (lost.Count > 0)
            pipeline.Tell(
                _text.Waiting(
                    $"cancelled {string.Join(", ", lost)}, of runs that cannot be read any more"
                )
            );
        pipeline.Tell(
            _text.Waiting("What is done stays done: the same command goes on with the rest.")
        );
    }

    // Of runs whose own file is lost the jobs are still known by their names, which begin with the stage's.
    private List<string> Lost(SlurmLook look, Func<string, bool> isWanted)
    {
        var names = SlurmRuns.LostNames(pipeline.Workspace);
        return
        [
            .. look
                .Jobs.Where(job =>
                    !job.HasEnded && names.Contains(job.Name) && isWanted(job.Name.Split('-')[0])
                )
                .Select(job => job.Job)
                .Distinct(),
        ];
    }

    // scancel says nothing of what it left out.
    private async Task RefuseWhatStaysAsync(
        IReadOnlyList<SlurmRun> runs,
        IReadOnlySet<string> cancelled
    )
    {
        for (var look = 0; look < LooksAfterCancel; look++)
        {
            var now = await pipeline.SlurmLookAsync(runs);
            var stay = runs.SelectMany(now.Of)
                .Where(e => cancelled.Contains(e.Id) && e.State.Works)
                .ToList();
            if (now.Error is null && stay.Count == 0)
                return;
            if (look == LooksAfterCancel - 1)
                throw new UserError(
                    now.Error is null
                        ? $"Cancel: scancel has taken it, but these are still there ({ElementText.Counts(stay)}): {string.Join(", ", stay.Take(5).Select(e => e.Id))}; try again, or scancel them yourself"
                        : $"Cancel: scancel has taken it, but {now.Error}: look again by --target=Status",
                    ExitCode.Refused
                );
            await Task.Delay(TimeSpan.FromSeconds(1), pipeline.Stop.Token);
        }
    }

    private Task FollowAsync(IReadOnlyList<SlurmRun> runs) =>
        new SlurmFollow(pipeline, _tools, _text).RunAsync(runs);
}
