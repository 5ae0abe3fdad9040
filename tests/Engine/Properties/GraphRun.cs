using Sluice.Engine.Claims;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Engine.Upkeep;
using Sluice.Engine.Working;
using Sluice.Tests.Engine.Working;

namespace Sluice.Tests.Engine.Properties;

/// <summary>Runs the engine over a graph's files as a <see cref="Step"/> says, and sees that it does exactly what the model says.</summary>
internal sealed class GraphRun(GraphFiles files, Model model)
{
    public const string Worker = "model";

    /// <summary>Takes a step that runs something.</summary>
    public async Task TakeAsync(Step step)
    {
        var at = model.Stages[step.A % model.Stages.Count];
        if (step.Kind is StepKind.RunOne or StepKind.Compact or StepKind.CompactHalfway)
        {
            // Alone, where everything the stage reads is there.
            if (at.Units.SelectMany(u => u.Inputs).Any(i => files.Read(i) is null))
                return;
            if (step.Kind == StepKind.RunOne)
                await RunOneAsync(at, step);
            else
                Compact(at, isHalfway: step.Kind == StepKind.CompactHalfway);
            return;
        }
        if (step.Kind == StepKind.RunAfterDeadClaim && at.Units.Count > 0)
            ClaimByTheDead(at, at.Units[step.B % at.Units.Count]);
        foreach (var stage in model.Stages)
            if (!await RunStageAsync(stage, step, isChosen: stage == at))
                return;
    }

    /// <summary>What would run now, with the sort of reason, as the engine sees it.</summary>
    public SortedDictionary<string, VerdictKind> Stale(
        ModelStage stage,
        PlanOptions? options = null
    )
    {
        var (plan, _) = Runner(new InProcessExecutor(Content), default, options ?? new())
            .Plan(Stage(stage, default));
        return new(
            plan.Running.ToDictionary(u => u.Unit.Key, u => u.Verdict.Kind),
            StringComparer.Ordinal
        );
    }

    /// <returns>Whether later stages follow.</returns>
    private async Task<bool> RunStageAsync(ModelStage stage, Step step, bool isChosen)
    {
        var isForced = isChosen && step.Kind == StepKind.RunForced;
        var expected = model.Stale(stage);
        if (isForced)
            foreach (var unit in stage.Units)
                expected[unit.Key] = VerdictKind.Forced;
        var options = new PlanOptions { Force = isForced };
        Assert.Equal(expected, Stale(stage, options));

        var failing =
            isChosen && step.Kind == StepKind.RunWithFailure && stage.Units.Count > 0
                ? stage.Units[step.B % stage.Units.Count].Key
                : null;
        var isKilled = isChosen && step.Kind is StepKind.RunKilled or StepKind.RunKilledUnrecorded;
        var executor = new InProcessExecutor(Content)
        {
            KillAfter = isKilled ? step.B % 6 : null,
            Failing = failing,
        };
        var before = LedgerDamage.Files(LedgerOf(stage));
        var doneRight = stage.Units.Where(u => expected.ContainsKey(u.Key) && u.Key != failing);
        try
        {
            await Runner(executor, step, options).RunAsync(Stage(stage, step), default);
        }
        catch (StageFailure e) when (failing is not null && expected.ContainsKey(failing))
        {
            Assert.Equal(failing, Assert.Single(e.Outcome.Failed).Unit);
            model.Failed(stage, stage.Units.Single(u => u.Key == failing));
            Settle(stage, executor, expected, doneRight);
            return false;
        }
        catch (DriverKilled) when (isKilled)
        {
            Settle(stage, executor, expected, Survivors(stage, executor, step, before));
            return false;
        }
        Settle(stage, executor, expected, doneRight);
        return true;
    }

    private async Task RunOneAsync(ModelStage stage, Step step)
    {
        if (stage.Units.Count == 0)
            return;
        var unit = stage.Units[step.B % stage.Units.Count];
        var expected = model.Stale(stage);
        foreach (var other in stage.Units.Where(u => u != unit))
            expected.Remove(other.Key);
        var executor = new InProcessExecutor(Content);
        var options = new PlanOptions { Only = unit.Key };
        await Runner(executor, step, options).RunAsync(Stage(stage, step), default);
        Settle(stage, executor, expected, expected.Count > 0 ? [unit] : []);
    }

    /// <summary>Holds what was run and made against the model, then lets the model remember it.</summary>
    private void Settle(
        ModelStage stage,
        InProcessExecutor executor,
        SortedDictionary<string, VerdictKind> expected,
        IEnumerable<ModelUnit> done
    )
    {
        var finished = done.ToList();
        var begun = executor.Begun.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(begun.Distinct(), begun);
        if (executor.KillAfter is null)
            Assert.Equal(expected.Keys, begun);
        Assert.Empty(begun.Except(expected.Keys));
        Assert.Empty(finished.Select(u => u.Key).Except(begun));
        foreach (var unit in finished)
        {
            for (var i = 0; i < unit.Outputs.Count; i++)
                Assert.Equal(
                    Model.Content(stage, unit, i, files.Read),
                    files.Read(stage.PathOf(unit.Outputs[i]))
                );
            model.Done(stage, unit);
        }
    }

    /// <summary>The units whose records a killed run leaves, one of them torn away where the step says so.</summary>
    private List<ModelUnit> Survivors(
        ModelStage stage,
        InProcessExecutor executor,
        Step step,
        string[] before
    )
    {
        var ledger = LedgerOf(stage);
        if (step.Kind == StepKind.RunKilledUnrecorded)
            LedgerDamage.TearLastRecord(ledger, before, step.B);
        var records = Ledger.Open(ledger);
        var survivors = stage
            .Units.Where(u =>
                records.Done(u.Key) is { } done && done.Generation == executor.Plan!.Generation
            )
            .ToList();
        // One at a time, everything that ended before the kill is recorded.
        if (step.Kind == StepKind.RunKilled && Shards(step) == 1 && Slots(step) == 1)
            Assert.Equal(
                executor.Begun.Take(executor.KillAfter!.Value).Order(StringComparer.Ordinal),
                survivors.Select(u => u.Key).Order(StringComparer.Ordinal)
            );
        return survivors;
    }

    /// <summary>Compacts a ledger; halfway, the compactor is killed before it removes what it has taken in.</summary>
    private void Compact(ModelStage stage, bool isHalfway)
    {
        var directory = LedgerOf(stage);
        var before = LedgerDamage.Files(directory).ToDictionary(f => f, File.ReadAllBytes);
        var (plan, ledger) = Runner(new InProcessExecutor(Content), default, new())
            .Plan(Stage(stage, default));
        new LedgerCompaction(ledger, directory, _ => true).Run(plan);
        if (isHalfway)
            foreach (var (file, bytes) in before)
                File.WriteAllBytes(file, bytes);
    }

    private string LedgerOf(ModelStage stage) => Stage(stage, default).Paths.Ledger;

    private void ClaimByTheDead(ModelStage stage, ModelUnit unit)
    {
        var paths = Stage(stage, default).Paths;
        var id = $"dead-{Guid.NewGuid():n}";
        FakeWorkers.Dead(paths, id);
        var fence = Fence.Raise(paths, id);
        Assert.NotNull(new ClaimStore(paths, TimeSpan.FromMinutes(1)).TryClaim(unit.Key, fence));
    }

    private StageRunner Runner(InProcessExecutor executor, Step step, PlanOptions options) =>
        new(
            executor,
            new HashCache(files[".sluice/hashes"], new HourAhead(step.B % 2 == 0)),
            new RunOptions { Shards = Shards(step), Planning = options },
            new SilentReporter(),
            TimeProvider.System
        );

    private DeclaredStage Stage(ModelStage stage, Step step) =>
        new()
        {
            Name = stage.Name,
            Workspace = files.Root,
            OutputRoot = files[stage.OutputRoot],
            Worker = Worker,
            WorkerVersion = stage.Version,
            Command = new CommandTemplate { Arguments = ["true", stage.Command] },
            CodeFiles = [files[stage.CodeFile]],
            Inputs = [files[stage.SharedInput]],
            Parameters = TestStage.Map(("stage", stage.Parameter)),
            Limits = new RunLimits { Slots = Slots(step) },
            Units =
            [
                .. stage.Units.Select(u => new Unit
                {
                    Key = u.Key,
                    Inputs = [.. u.Inputs.Select(i => files[i])],
                    Outputs = u.Outputs,
                    Parameters = TestStage.Map(("unit", u.Parameter)),
                }),
            ],
        };

    // What a worker makes of what it is given: the same as the model, if it is given the right things.
    private static string Content(UnitContext unit, int output)
    {
        var stage = unit.Plan.Stage;
        var letters = unit.Inputs.Concat(stage.CodeFiles).Select(f => File.ReadAllText(f)[0]);
        return Model.Content(
            $"{stage.WorkerVersion} {unit.Parameter("stage")} {stage.Command!.Arguments[1]} {unit.Parameter("unit")} {string.Concat(letters)} {output}"
        );
    }

    private static int Shards(Step step) => 1 + step.A / 7 % 4;

    private static int Slots(Step step) => 1 + step.B / 7 % 3;

    // An hour ahead every file looks settled, and its hash is kept.
    private sealed class HourAhead(bool isAhead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() =>
            System.GetUtcNow() + (isAhead ? TimeSpan.FromHours(1) : TimeSpan.Zero);
    }
}
