using Sluice.Driver;
using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Submit;

/// <summary>
/// Takes the stages of a run one after the other, as Cake comes to them, and decides for each: nothing
/// to do, left to jobs that are queued already, planned now, or to be planned in its own job.
/// </summary>
internal sealed class SlurmGraph(Pipeline pipeline, WorkspaceRuns workspace)
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
    public bool IsLocal(IStageTask task)
    {
        var name = task.Name;
        if (pipeline.Settings.Of<SlurmSettings>().For(name).Local != true)
            return false;
        if (After(task) is [var first, ..])
            throw new UserError(
                $"slurm.stages.{name}.local: {name} needs what jobs of {first.Name} make; submit it too, or run {first.Name} locally as well"
            );
        return true;
    }

    /// <summary>
    /// Looks at the queue, alone, before the first stage is planned: what ends in between is then found
    /// done, and not submitted again.
    /// </summary>
    /// <exception cref="UserError">Slurm does not answer.</exception>
    public async Task BeginAsync()
    {
        if (_look is not null)
            return;
        if (!pipeline.Options.DryRun)
            Lock = await SubmitLock.TakeAsync(
                pipeline.Workspace,
                () =>
                    pipeline.Printer.Tell(
                        workspace.Text.Waiting(
                            "Another submission from this workspace is under way: waiting for it"
                        )
                    ),
                pipeline.Clock,
                pipeline.Stop.Token
            );
        _runs = workspace.All();
        var look = new PatientLook(pipeline, workspace);
        if (!pipeline.Options.DryRun)
            await look.UntilSettledAsync(_runs);
        // Even without runs: how many jobs the user has counts against the cluster's limits.
        _look = await look.LookAsync(_runs, "nothing was submitted");
        if (Lock is not null)
            Settle(_runs, _look);
    }

    // Of what was cut off and has not come nothing will: it is not looked for again.
    private static void Settle(IEnumerable<SlurmRun> runs, SlurmLook look)
    {
        foreach (var run in runs.Where(run => !run.IsWithdrawn && look.Error is null))
            if (
                run.Arrays.Any(a => a.Array.Job is null)
                && look.Of(run)
                    .Where(e => e.Array.Job is null)
                    .All(e => e.State.State == JobState.NotSubmitted)
            )
                SlurmSubmit.Note(run with { IsWithdrawn = true });
    }

    /// <summary>Takes a stage as planned now.</summary>
    /// <returns>It, when there is something to do.</returns>
    /// <exception cref="UserError">Live jobs make the same units from other settings.</exception>
    public TakenStage? Take(IStageTask task, Plan plan, Ledger ledger, string? only, bool force)
    {
        var stage = new TakenStage(task, plan, ledger)
        {
            After = After(task),
            Only = only,
            Force = force,
            Live = Live(plan.Stage),
        };
        // Also where nothing is stale: what live jobs make otherwise would come upon it.
        stage = stage.IsLate ? Late(stage) : Planned(stage);
        if (!stage.IsLate && plan.Running.Count == 0)
            return null;
        _taken.Add(stage);
        return stage;
    }

    private TakenStage Planned(TakenStage stage)
    {
        var covered = new Dictionary<string, string>(StringComparer.Ordinal);
        var isLeft = false;
        foreach (var (run, elements) in stage.Live)
        {
            if (SlurmRuns.PlanOf(run, elements[0].Stage) is { } file)
                Cover(covered, stage, PlanOf(run, file), elements);
            else if (!IsRefused(run, stage.Name))
            {
                // It is about to be planned in its own job: the same units, if the settings are the same.
                RefuseOtherSettings(stage, run);
                isLeft |= DoesAll(stage, run);
            }
        }
        var (rest, conflicts) = Coverage.Rest(stage.Plan, covered);
        if (conflicts.Count > 0)
            throw Conflict(
                stage,
                stage.Live[0].Run,
                $"{conflicts.Count:N0} units, e.g. {ShownText.Of(conflicts[0])}, from other settings or inputs"
            );
        return !pipeline.Settings.Of<SlurmSettings>().Adopt
            ? stage with
            {
                Live = [],
            }
            : stage with
            {
                Plan = rest,
                IsAdopted = isLeft || rest.Running.Count == 0,
            };
    }

    private static Plan PlanOf(SlurmRun run, string file)
    {
        try
        {
            return PlanFile.Read(file);
        }
        catch (UserError e)
        {
            throw new UserError(
                $"{e.Message}; jobs of run {run.Id} go by it: --target=Cancel stops them, then run this again",
                ExitCode.Refused
            );
        }
    }

    // What has failed for good in a live job's attempts is not touched by it any more.
    private static void Cover(
        Dictionary<string, string> covered,
        TakenStage stage,
        Plan plan,
        IReadOnlyList<ElementState> elements
    )
    {
        var tries = (plan.Stage.Limits.Retries + 1) * elements.Max(e => e.Array.Attempt);
        var shards = elements.SelectMany(e => e.Stage.ShardsOf(e.Array, e.Element));
        foreach (var (key, fingerprint) in Coverage.Of(plan, shards))
            if (
                stage.Ledger.Failed(key) is not { } failed
                || failed.Generation < plan.Generation
                || failed.Fingerprint != fingerprint
                || failed.Attempt < tries
            )
                covered[key] = fingerprint;
    }

    // What it will find is not known: it is left to an older job that does as much and waits for all
    // that is done before it.
    private TakenStage Late(TakenStage stage)
    {
        var live = stage.Live.Where(l => !IsRefused(l.Run, stage.Name)).ToList();
        foreach (var (run, _) in live)
            RefuseOtherSettings(stage, run);
        return !pipeline.Settings.Of<SlurmSettings>().Adopt
            ? stage with
            {
                Live = [],
            }
            : stage with
            {
                Live = live,
                IsAdopted = live.Any(l => DoesAll(stage, l.Run) && WaitsForAll(stage, l.Run)),
            };
    }

    private bool DoesAll(TakenStage stage, SlurmRun run) =>
        run.Find(stage.Name) is { } theirs
        && (theirs.Only is null || theirs.Only == stage.Only)
        && (theirs.Force || !stage.Force)
        && run.Check == pipeline.Options.Check.ToString();

    private static bool WaitsForAll(TakenStage stage, SlurmRun run) =>
        stage.After.All(earlier =>
            earlier.IsAdopted
            && earlier.Live.All(live =>
                live.Run.Id == run.Id
                || run.Find(earlier.Name)?.Adopted.Contains(live.Run.Id) == true
            )
        );

    private static bool IsRefused(SlurmRun run, string stage) =>
        SlurmRuns.ReadPlanned(new RunPaths(run.Workspace, run.Id), stage)?.Refused is not null;

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

    private IReadOnlyList<TakenStage> After(IStageTask task)
    {
        var before = pipeline.Stages.Before(task);
        return [.. _taken.Where(taken => before.Contains(taken.Name))];
    }

    // Jobs that work on another output root have nothing to do with it.
    private IReadOnlyList<(SlurmRun, IReadOnlyList<ElementState>)> Live(Stage stage) =>
        [
            .. _runs!
                .Where(run =>
                    run.Find(stage.Name)?.OutputRoot is not { } root || root == stage.OutputRoot
                )
                .Select(run =>
                    (
                        run,
                        (IReadOnlyList<ElementState>)
                            [.. _look!.Of(run, stage.Name).Where(e => e.State.Works)]
                    )
                )
                .Where(live => live.Item2.Count > 0),
        ];
}
