using Sluice.Driver;
using Sluice.Driver.Executing;
using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Monitor;
using Sluice.Slurm.Display;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;

namespace Sluice.Slurm;

/// <summary>The executor slurm of one invocation: its stages as job arrays, which need no process afterwards.</summary>
internal sealed class SlurmExecutor : IGraphExecutor, IDisposable
{
    private readonly Pipeline _pipeline;
    private readonly ISlurmCommands _slurm;
    private readonly WorkspaceRuns _workspace;
    private readonly SlurmGraph _graph;
    private SubmitLock? _busy;

    /// <summary>The executor of an invocation.</summary>
    /// <param name="pipeline">The invocation.</param>
    /// <param name="slurm">The cluster; null for the one of this machine.</param>
    public SlurmExecutor(Pipeline pipeline, ISlurmCommands? slurm = null)
    {
        _pipeline = pipeline;
        _slurm = slurm ?? new SlurmTools();
        _workspace = new WorkspaceRuns(pipeline, _slurm);
        _graph = new SlurmGraph(pipeline, _workspace);
    }

    /// <inheritdoc/>
    public bool OutlivesDriver => true;

    /// <inheritdoc/>
    public bool RunsHere(IStageTask task) => _graph.IsLocal(task);

    /// <inheritdoc/>
    public Task BeginAsync() => _graph.BeginAsync();

    /// <inheritdoc/>
    public Taking Take(IStageTask task, Plan plan, Ledger ledger, string? only, bool force) =>
        _graph.Take(task, plan, ledger, only, force) switch
        {
            null => Taking.Nothing,
            { IsLate: true } => Taking.Later,
            _ => Taking.Planned,
        };

    /// <inheritdoc/>
    public async Task CompleteAsync()
    {
        SlurmRun? run = null;
        using (_graph.Lock)
            if (_graph.Taken.Count > 0)
                run = await new SlurmSubmit(_pipeline, _slurm, _workspace).RunAsync(_graph);
        if (_graph.Taken.Count == 0)
            return;
        if (_pipeline.Options.DryRun)
            return;
        var live = _graph.Taken.SelectMany(s => s.Live).Select(l => l.Run);
        IReadOnlyList<SlurmRun> runs =
        [
            .. live.Prepend(run).OfType<SlurmRun>().DistinctBy(r => r.Id),
        ];
        if (_pipeline.Options.Detach)
            _pipeline.Printer.Tell(_workspace.Text.Detached(runs, _pipeline.WorkspaceOption));
        else
            await FollowAsync(runs);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StageStatus>> LookAsync(IReadOnlyList<StageStatus> stages) =>
        new SlurmStatus(_pipeline, _workspace).AddAsync(stages);

    /// <inheritdoc/>
    public async Task AttachAsync()
    {
        var runs = _workspace.All();
        if (runs.Count == 0)
            throw new UserError(
                SlurmRuns.LostNames(_pipeline.Workspace).Count > 0
                    ? "Attach: no run of this workspace can be read: --target=Cancel stops the jobs that are left, then submit again; what is done stays done"
                    : "Attach: nothing was submitted from this workspace: --executor slurm does it"
            );
        var look = await new PatientLook(_pipeline, _workspace).LookAsync(
            runs,
            "Attach: there is nothing to follow yet"
        );
        var live = runs.Where(look.IsLive).ToList();
        await FollowAsync(live.Count > 0 ? live : [runs[0]]);
    }

    /// <inheritdoc/>
    public Task CancelAsync(Func<string, bool> isWanted) =>
        new SlurmCancel(_pipeline, _slurm, _workspace).RunAsync(isWanted);

    /// <inheritdoc/>
    public async Task RefuseWhileBusyAsync(string target)
    {
        if (!Directory.Exists(RunPaths.AllOf(_pipeline.Workspace)))
            return;
        // Held until this process ends: what is submitted meanwhile would find its run removed.
        _busy ??= await _workspace.LockAsync("to see all of it");
        var runs = _workspace.All();
        if (_busy is not null)
            await new PatientLook(_pipeline, _workspace).UntilSettledAsync(runs);
        SlurmLook look;
        try
        {
            look = await _workspace.LookAsync(runs);
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
        var names = SlurmRuns.LostNames(_pipeline.Workspace);
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
                $"{target}: job {lost.Job}, of a run that cannot be read any more, is {ElementText.State(lost)}; --target=Cancel{_pipeline.WorkspaceOption} stops it",
                ExitCode.UnitFailed
            );
    }

    // Another user's jobs are his to cancel.
    private string Remedy(IReadOnlyList<ElementState> open) =>
        open.All(e => e.State.User.Length > 0)
            ? $"wait for user {open[0].State.User}, who alone can cancel them"
            : $"--target=Cancel{_pipeline.WorkspaceOption} stops them";

    /// <inheritdoc/>
    public IReadOnlySet<string> KeptPlans() => SlurmPlans.Kept(_pipeline.Workspace);

    /// <inheritdoc/>
    public void Forget() => SlurmRuns.Forget(_pipeline.Workspace);

    /// <summary>Gives back what keeps other submissions waiting; else the end of the process does.</summary>
    public void Dispose()
    {
        _graph.Lock?.Dispose();
        _busy?.Dispose();
    }

    private Task FollowAsync(IReadOnlyList<SlurmRun> runs) =>
        new SlurmFollow(_pipeline, _slurm, _workspace.Text).RunAsync(runs);
}
