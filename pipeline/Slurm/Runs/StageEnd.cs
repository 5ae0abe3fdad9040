using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Engine.Upkeep;
using Sluice.Slurm.Display;
using Sluice.Slurm.Queue;

namespace Sluice.Slurm.Runs;

/// <summary>What came of a stage whose jobs have all ended: by its plan and ledger, not by exit codes.</summary>
/// <param name="Outcome">How it ended; null when it was not even planned.</param>
/// <param name="WhyNot">Why it was not; null when it was.</param>
/// <param name="ExitCode">An <see cref="ExitCode"/>.</param>
internal sealed record StageEnd(StageOutcome? Outcome, string? WhyNot, int ExitCode)
{
    /// <summary>Reads it.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="stage">Which stage of it.</param>
    /// <param name="elements">All of its elements.</param>
    public static StageEnd Of(SlurmRun run, SlurmStage stage, IReadOnlyList<ElementState> elements)
    {
        try
        {
            return Read(run, stage, elements);
        }
        catch (UserError e)
        {
            // What is damaged of one stage says nothing of the others.
            return new StageEnd(null, e.Message, Engine.ExitCode.UnitFailed);
        }
    }

    /// <summary>Whether a stage came so far that something can be said of its end.</summary>
    public static bool WasPlanned(SlurmRun run, SlurmStage stage)
    {
        try
        {
            return SlurmRuns.PlanOf(run, stage) is not null;
        }
        catch (UserError)
        {
            return true;
        }
    }

    private static StageEnd Read(
        SlurmRun run,
        SlurmStage stage,
        IReadOnlyList<ElementState> elements
    )
    {
        var late = stage.Plan is null
            ? SlurmRuns.ReadPlanned(new RunPaths(run.Workspace, run.Id), stage.Name)
            : null;
        if (late?.Refused is { } refused)
            return new StageEnd(null, refused, late.ExitCode);
        if ((stage.Plan ?? late?.Plan) is not { } file)
            return new StageEnd(
                null,
                $"its jobs ended before they could plan it ({ElementText.Counts(elements)}{Said(run, elements)}){Printed(run)}",
                Engine.ExitCode.UnitFailed
            );
        var plan = PlanFile.Read(file);
        var ledger = Ledger.Open(plan.Stage.Paths.Ledger);
        var statuses = WorkerStatus
            .ReadAll(plan)
            .GroupBy(s => s.Shard)
            .ToDictionary(g => g.Key, g => g.MaxBy(s => s.Started)!);
        var shards = elements
            .Where(e =>
                e.State.State != JobState.Cancelled
                || e.Array.Attempt == 1 && e.State.Reason != JobState.NotNeeded
            )
            .SelectMany(e =>
                stage
                    .ShardsOf(e.Array, e.Element)
                    .Select(shard =>
                        ShardOf(run, plan, e, shard, statuses.GetValueOrDefault(shard))
                    )
            )
            .ToList();
        // From the first worker's start to the last one's end: the wait in the queue is not the stage's.
        var elapsed =
            statuses.Count == 0
                ? TimeSpan.Zero
                : statuses.Values.Max(s => s.Ended ?? TimeProvider.System.GetUtcNow())
                    - statuses.Values.Min(s => s.Started);
        var outcome = StageOutcome.Of(plan, ledger, shards, elapsed, interrupted: false);
        StageUpkeep.Sweep(plan);
        return new StageEnd(outcome, null, outcome.ExitCode);
    }

    private static string Said(SlurmRun run, IEnumerable<ElementState> elements) =>
        elements.Select(e => ElementOutput.Of(run, e)).FirstOrDefault(said => said is not null)
            is { } first
            ? $": {ShownText.Of(first)}"
            : "";

    private static ShardOutcome ShardOf(
        SlurmRun run,
        Plan plan,
        ElementState element,
        Shard shard,
        WorkerStatus? status
    ) =>
        new(
            shard,
            status?.ExitCode
                ?? (element.State.State == "COMPLETED" ? 0 : Engine.ExitCode.UnitFailed),
            TimeSpan.Zero,
            LogOf(run, plan, element, shard)
        )
        {
            Job = element.Id,
            State = ElementText.State(element.State),
            Said = status?.Job == element.Id ? null : ElementOutput.Of(run, element),
        };

    private static string Printed(SlurmRun run) =>
        new RunPaths(run.Workspace, run.Id) is var paths && Directory.Exists(paths.Outputs)
            ? $"; what they printed is in {ShownPath.Of(paths.Outputs, run.Workspace)}/"
            : "";

    // One that never came so far has said why to Slurm's own file, if it could be started.
    private static string LogOf(SlurmRun run, Plan plan, ElementState element, Shard shard)
    {
        string[] logs =
        [
            ShardLog.PathOf(plan.Stage, shard),
            new RunPaths(run.Workspace, run.Id).Output(
                element.Array.Label,
                element.Element.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ),
        ];
        return logs.FirstOrDefault(File.Exists) ?? "";
    }
}
