using Sluice.Driver;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Processes;
using Sluice.Engine.Working;
using Sluice.Slurm.Node;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>
/// One life of an element on its node: does what the real one does with plan, ledger and queue, and of
/// the work only the record. Units that another has begun are left to it.
/// </summary>
internal sealed class SimulatedElement(
    SlurmSimulation simulation,
    VirtualJob job,
    int life,
    ISlurmCommands slurm
)
{
    private static readonly TimeSpan s_planning = TimeSpan.FromSeconds(1);

    private readonly RunPaths _paths = new(Path.GetDirectoryName(job.Script)!);
    private readonly string _worker = $"{job.Id}-{life}-{Guid.NewGuid():n}";

    private bool IsOver => job.Life != life;

    /// <summary>Lives.</summary>
    public async Task LiveAsync()
    {
        await Task.Delay(s_planning, simulation.Time);
        if (IsOver)
            return;
        try
        {
            var state = await WorkAsync();
            if (!IsOver)
                simulation.Cluster.End(job, state);
        }
        catch (Exception e) when (e is IOException && IsOver)
        {
            // What it was at is gone, as it is itself.
        }
    }

    private async Task<string> WorkAsync()
    {
        var run = SlurmRuns.Read(_paths);
        var (stage, array) = run.Arrays.First(a =>
            a.Array.Label == Path.GetFileNameWithoutExtension(job.Script)
        );
        if (File.Exists(_paths.NotNeeded(array.Label)))
            return "COMPLETED";
        var late = stage.Plan is null ? Planned(run, stage) : null;
        var release = new StageRelease(slurm, _paths);
        var hasOthers = stage.Arrays.Sum(a => a.Elements) > 1;
        if (late?.Refused is not null)
        {
            if (hasOthers)
                await release.RunAsync(
                    StageRelease.Over(stage, array.Attempt, new StageRest(true, true))
                );
            return "FAILED";
        }
        var plan = PlanFile.Read(stage.Plan ?? late!.Plan!);
        var (left, isDraining) = await DoUnitsAsync(plan, stage, array);
        if (IsOver)
            return "";
        if (isDraining)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1), simulation.Time);
            await new ElementRequeue(array, job.Id, slurm, simulation.Time).RunAsync(
                "The time limit is near",
                TextWriter.Null,
                stop.Token
            );
            return "FAILED";
        }
        if (!left && hasOthers && !File.Exists(_paths.NotNeeded(array.Label)))
            await release.RunAsync(
                StageRelease.Over(
                    stage,
                    array.Attempt,
                    StageRest.Of(plan, Ledger.Open(plan.Stage.Paths.Ledger), array.Attempt)
                )
            );
        return simulation.EndState
            ?? (simulation.Random.Next(5) == 0 ? "OUT_OF_MEMORY" : "COMPLETED");
    }

    private LatePlan Planned(SlurmRun run, SlurmStage stage)
    {
        if (SlurmRuns.ReadPlanned(_paths, stage.Name) is { } known)
            return known;
        using var stop = new StopSignal();
        var planned = new LatePlanner(
            run,
            simulation.PartsOf(slurm),
            stop,
            new Surroundings(simulation.Time, TextWriter.Null)
        ).Make(stage);
        SlurmRuns.WritePlanned(_paths, stage.Name, planned);
        return planned;
    }

    private async Task<(bool Left, bool IsDraining)> DoUnitsAsync(
        Plan plan,
        SlurmStage stage,
        ArrayJob array
    )
    {
        var ledger = Ledger.Open(plan.Stage.Paths.Ledger);
        var limits = plan.Stage.Limits.ForAttempt(array.Attempt);
        using var writer = new LedgerWriter(plan.Stage.Paths.Ledger, _worker);
        // Of its own slice first.
        var shards = stage.ShardsOf(array, job.Element).ToList();
        List<PlannedUnit> units =
        [
            .. shards.SelectMany(plan.Slice).Concat(plan.Running).DistinctBy(u => u.Unit.Key),
        ];
        while (true)
        {
            ledger.Refresh();
            var rest = units
                .Where(u => !UnitHistory.Of(plan, u, ledger).IsSettled(limits))
                .ToList();
            var next = rest.Find(u => simulation.Claims.TryTake(plan.Stage, u.Unit.Key, job, life));
            if (next is null)
                return (rest.Count > 0, false);
            if (simulation.Time.Now - job.Started > job.Limit / 2)
                return (true, true);
            await Task.Delay(TimeSpan.FromSeconds(1 + simulation.Random.Next(60)), simulation.Time);
            if (IsOver)
                return (true, false);
            Record(plan, next, ledger, writer);
            simulation.Claims.GiveBack(plan.Stage, next.Unit.Key);
        }
    }

    private void Record(Plan plan, PlannedUnit unit, Ledger ledger, LedgerWriter writer)
    {
        ledger.Refresh();
        var failed = UnitHistory.Of(plan, unit, ledger).Failed;
        var fails = simulation.Has(Trouble.Failures) && simulation.Random.Next(4) == 0;
        var (at, sequence) = (simulation.Time.GetUtcNow(), writer.NextSequence());
        if (fails)
            writer.Append(
                new FailedRecord
                {
                    Unit = unit.Unit.Key,
                    Fingerprint = unit.Fingerprint,
                    Generation = plan.Generation,
                    At = at,
                    Worker = _worker,
                    Sequence = sequence,
                    Attempt = (failed?.Attempt ?? 0) + 1,
                    ExitCode = 1,
                    Error = "it failed",
                    Log = "",
                },
                plan.SharedParts
            );
        else
            writer.Append(
                new DoneRecord
                {
                    Unit = unit.Unit.Key,
                    Fingerprint = unit.Fingerprint,
                    Generation = plan.Generation,
                    At = at,
                    Worker = _worker,
                    Sequence = sequence,
                    Attempt = (failed?.Attempt ?? 0) + 1,
                    SharedParts = Fingerprint.IdOf(plan.SharedParts),
                    OwnParts = unit.OwnParts,
                    Outputs = [],
                },
                plan.SharedParts
            );
    }
}
