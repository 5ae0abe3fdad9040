using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Slurm;
using Sluice.Engine.UpToDate;

namespace Sluice.Tasks.Slurm;

/// <summary>
/// Takes the stages of a run one after the other, as Cake comes to them, and decides for each: nothing
/// to do, left to jobs that are queued already, planned now, or to be planned in its own job.
/// </summary>
public sealed class SlurmGraph(Pipeline pipeline)
{
    private readonly List<TakenStage> _taken = [];
    private IReadOnlyList<SlurmRun>? _runs;
    private SlurmLook? _look;

    /// <summary>Those that jobs are to do, in the order of the graph.</summary>
    public IReadOnlyList<TakenStage> Taken => _taken;

    /// <summary>Held until all is submitted; null before the first stage was taken, and on a dry run.</summary>
    public SubmitLock? Lock { get; private set; }

    /// <summary>The queue as it was found; null before the first stage was taken.</summary>
    public SlurmLook? Look => _look;

    /// <summary>What makes results differ, of this invocation's settings.</summary>
    public string SettingsHash =>
        field ??= Engine.Files.Sha256Hex.OfText(
            Engine.Configuration.ConfigJson.Canonical(pipeline.Settings.Root, "run", "slurm")
        );

    /// <summary>Whether a stage runs here although the others are submitted.</summary>
    /// <exception cref="UserError">It needs what jobs make.</exception>
    public bool IsLocal(StageTask task)
    {
        var name = StageList.NameOf(task);
        if (pipeline.Settings.Slurm.For(name).Local != true)
            return false;
        if (After(task) is [var first, ..])
            throw new UserError(
                $"slurm.stages.{name}.local: {name} needs what jobs of {first.Name} make; submit it too, or run {first.Name} locally as well"
            );
        return true;
    }

    /// <summary>Takes a stage as planned now.</summary>
    /// <returns>It, when there is something to do.</returns>
    /// <exception cref="UserError">Live jobs make the same units from other settings.</exception>
    public async Task<TakenStage?> TakeAsync(
        StageTask task,
        Plan plan,
        Ledger ledger,
        string? only,
        bool force
    )
    {
        var stage = new TakenStage(task, plan, ledger)
        {
            After = After(task),
            Only = only,
            Force = force,
            Live = await LiveAsync(plan.Stage.Name),
        };
        if (!stage.IsLate && plan.Running.Count == 0)
            return null;
        stage = stage.IsLate ? Late(stage) : Planned(stage);
        _taken.Add(stage);
        return stage;
    }

    // What is queued must be known before anything is added to it.
    private async Task<SlurmLook> PatientLookAsync(IReadOnlyList<SlurmRun> runs)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var wait = TimeSpan.FromSeconds(1); ; wait *= 2)
        {
            var look = await pipeline.SlurmLookAsync(runs);
            if (look.Error is null || pipeline.Options.DryRun)
                return look;
            if (
                TimeProvider.System.GetElapsedTime(started) + wait
                > pipeline.Settings.Slurm.Patience
            )
                throw new UserError(
                    $"{look.Error}; nothing was submitted: run this again when Slurm answers",
                    ExitCode.Refused
                );
            pipeline.Tell([$"{look.Error}; trying again in {wait.TotalSeconds:0} s"]);
            await Task.Delay(wait, pipeline.Stop.Token);
        }
    }

    private TakenStage Planned(TakenStage stage)
    {
        var covered = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (run, elements) in stage.Live)
        {
            if (SlurmRuns.PlanOf(run, elements[0].Stage) is not { } file)
            {
                // Refused, its elements only come to end.
                if (
                    SlurmRuns.ReadPlanned(new RunPaths(run.Workspace, run.Id), stage.Name)
                    is not null
                )
                    continue;
                // It is about to be planned in its own job: the same units, if the settings are the same.
                RefuseOtherSettings(stage, run);
                return stage with { IsLeft = true };
            }
            var shards = elements.SelectMany(e => e.Stage.ShardsOf(e.Array, e.Element));
            foreach (var (key, fingerprint) in Coverage.Of(PlanFile.Read(file), shards))
                covered[key] = fingerprint;
        }
        var (rest, conflicts) = Coverage.Rest(stage.Plan, covered);
        if (conflicts.Count > 0)
            throw Conflict(
                stage,
                stage.Live[0].Run,
                $"{conflicts.Count:N0} units, e.g. {ShownText.Of(conflicts[0])}, from other settings or inputs"
            );
        return stage with { Plan = rest, IsLeft = rest.Running.Count == 0 };
    }

    // What it will find is not known: it is left to older jobs when these follow all that is new to it.
    private TakenStage Late(TakenStage stage)
    {
        foreach (var (run, _) in stage.Live)
            RefuseOtherSettings(stage, run);
        return stage with { IsLeft = stage.Live.Count > 0 && stage.After.All(s => s.IsLeft) };
    }

    private void RefuseOtherSettings(TakenStage stage, SlurmRun run)
    {
        if (run.SettingsHash != SettingsHash)
            throw Conflict(stage, run, "its units from other settings");
    }

    private static UserError Conflict(TakenStage stage, SlurmRun run, string what) =>
        new(
            $"{stage.Name}: jobs of run {run.Id} are still to make {what}; wait for them (--target=Attach), or stop them (--target=Cancel), then run this again",
            ExitCode.Refused
        );

    private IReadOnlyList<TakenStage> After(StageTask task)
    {
        var before = StageList.Before(task);
        return [.. _taken.Where(taken => before.Contains(taken.Name))];
    }

    private async Task<IReadOnlyList<(SlurmRun, IReadOnlyList<ElementState>)>> LiveAsync(
        string stage
    )
    {
        if (Lock is null && !pipeline.Options.DryRun)
            Lock = await SubmitLock.TakeAsync(
                pipeline.Workspace,
                () =>
                    pipeline.Tell([
                        "Another submission from this workspace is under way: waiting for it",
                    ]),
                pipeline.Stop.Token
            );
        _runs ??= pipeline.SlurmRuns();
        // Even without runs: how many jobs the user has counts against the cluster's limits.
        _look ??= await PatientLookAsync(_runs);
        if (!pipeline.Settings.Slurm.Adopt)
            return [];
        return
        [
            .. _runs
                .Select(run =>
                    (
                        run,
                        (IReadOnlyList<ElementState>)
                            [.. _look.Of(run, stage).Where(e => e.State.Works)]
                    )
                )
                .Where(live => live.Item2.Count > 0),
        ];
    }
}
