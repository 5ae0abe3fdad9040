using System.Diagnostics;
using Sluice.Engine.Commands;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Upkeep;

namespace Sluice.Engine.Stages;

/// <summary>Drives a stage: plan, freeze, run the shards, see what came of it.</summary>
public sealed class StageRunner(
    IExecutor executor,
    HashCache hashes,
    RunOptions options,
    IRunReporter reporter,
    TimeProvider clock
)
{
    /// <summary>Plans a stage against its ledger without running or writing anything.</summary>
    public (Plan Plan, Ledger Ledger) Plan(DeclaredStage stage)
    {
        var progress = new PlanProgress();
        using var told = new PlanningTold(stage, progress, reporter, clock);
        var ledger = Ledger.Open(stage.Paths.Ledger);
        var plan = new Planner(hashes, options.Planning, progress).Make(
            stage,
            ledger,
            clock.GetUtcNow()
        );
        return (ReplacedOutputs.Noted(plan), ledger);
    }

    /// <summary>Brings a stage up to date.</summary>
    /// <exception cref="StageFailure">A unit failed or was not run, or a signal came.</exception>
    public async Task<StageOutcome> RunAsync(DeclaredStage stage, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var (plan, ledger) = Plan(stage);
        var count = plan.Slices(options.Shards).Filled;
        if (count > 0)
        {
            options.Preflight?.Invoke();
            RefuseCommands(plan, isHere: true);
        }
        if (count > 0 && stage.Inputs.All(File.Exists))
            stage.Preflight?.Invoke();
        reporter.Planned(plan, ledger, count, options.DryRun);
        if (!options.DryRun)
        {
            hashes.Save();
            LedgerUpkeep.AfterPlanning(plan, ledger);
        }
        if (options.DryRun || count == 0)
            return new StageOutcome(plan, [], 0, [], [], Stopwatch.GetElapsedTime(started), false);

        stop.ThrowIfCancellationRequested();
        StageUpkeep.Begin(plan);
        var shards = Enumerable.Range(0, count).Select(i => new Shard(i, options.Shards)).ToList();
        var outcomes = await WatchedAsync(plan, shards, stop);
        if (RemovedState.Of(stage) is { } removed)
            throw new UserError(removed, ExitCode.UnitFailed);
        StageUpkeep.Sweep(plan);

        ledger.Refresh();
        var outcome = StageOutcome.Of(
            plan,
            ledger,
            outcomes,
            Stopwatch.GetElapsedTime(started),
            stop.IsCancellationRequested
        );
        reporter.Ended(outcome);
        StageUpkeep.End(plan, ledger, options.KeptPlans());
        return outcome.ExitCode == ExitCode.Done ? outcome : throw new StageFailure(outcome);
    }

    /// <summary>Refuses a plan whose commands cannot start.</summary>
    /// <param name="plan">As planned by this runner.</param>
    /// <param name="isHere">Whether they are to run on this machine.</param>
    /// <exception cref="UserError">Says what is missing.</exception>
    public void RefuseCommands(Plan plan, bool isHere) =>
        new CommandPreflight(
            plan.DeclaredNow,
            isHere,
            path =>
                options.Planning.Pending.Keys.Any(made =>
                    made.StartsWith(path, StringComparison.Ordinal)
                    && (made.Length == path.Length || made[path.Length] == '/')
                )
        ).Refuse(plan.Running.Select(u => u.Unit));

    private async Task<IReadOnlyList<ShardOutcome>> WatchedAsync(
        Plan plan,
        IReadOnlyList<Shard> shards,
        CancellationToken stop
    )
    {
        using var end = new CancellationTokenSource();
        var watch = reporter.WatchAsync(plan, shards, end.Token);
        try
        {
            return await executor.RunAsync(plan, shards, stop);
        }
        finally
        {
            await end.CancelAsync();
            await watch;
        }
    }
}
