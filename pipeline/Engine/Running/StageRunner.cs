using System.Diagnostics;
using Sluice.Engine.Executors;
using Sluice.Engine.Graph;
using Sluice.Engine.UpToDate;

namespace Sluice.Engine.Running;

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
    public (Plan Plan, Ledger Ledger) Plan(Stage stage)
    {
        var progress = new PlanProgress();
        using var told = new PlanningTold(stage, progress, reporter, clock);
        var ledger = Ledger.Open(stage.Paths.Ledger);
        return (
            new Planner(hashes, options.Planning, progress).Make(stage, ledger, clock.GetUtcNow()),
            ledger
        );
    }

    /// <summary>Brings a stage up to date.</summary>
    /// <exception cref="StageFailure">A unit failed or was not run, or a signal came.</exception>
    public async Task<StageOutcome> RunAsync(Stage stage, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var (plan, ledger) = Plan(stage);
        var count = Math.Min(options.Shards, plan.Running.Count);
        if (count > 0)
            options.Preflight?.Invoke();
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
        Freeze(plan);
        var claims = new ClaimStore(stage.Paths, stage.Limits.ClaimExpiry);
        var workers = new WorkerSweep(stage.Paths, claims);
        workers.Processes();
        claims.Sweep();
        workers.StatusFiles();
        var shards = Enumerable.Range(0, count).Select(i => new Shard(i, options.Shards)).ToList();
        var outcomes = await WatchedAsync(plan, shards, stop);
        workers.Processes();
        claims.Sweep();

        ledger.Refresh();
        var outcome = Outcome(
            plan,
            ledger,
            outcomes,
            Stopwatch.GetElapsedTime(started),
            stop.IsCancellationRequested
        );
        LedgerUpkeep.AfterRun(plan, ledger);
        reporter.Ended(outcome);
        foreach (var trimmed in stage.Upstream.Append(plan))
            PlanHistory.Trim(trimmed.Stage.Paths, keep: trimmed.Id);
        return outcome.ExitCode == ExitCode.Done ? outcome : throw new StageFailure(outcome);
    }

    private static void Freeze(Plan plan)
    {
        try
        {
            foreach (var upstream in plan.Stage.Upstream)
                if (!File.Exists(upstream.File))
                    PlanFile.Write(upstream);
            PlanFile.Write(plan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                $"{plan.Stage.Name}: cannot write under {plan.Stage.OutputRoot}: {e.Message}; make it a writable directory with room, or name another",
                IsFull(e) ? ExitCode.UnitFailed : ExitCode.BadUsage
            );
        }
    }

    // ENOSPC and EDQUOT: .NET gives the error number of the system as HResult.
    private static bool IsFull(Exception e) => e.HResult is 28 or 122;

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

    private static StageOutcome Outcome(
        Plan plan,
        Ledger ledger,
        IReadOnlyList<ShardOutcome> shards,
        TimeSpan elapsed,
        bool interrupted
    )
    {
        var done = 0;
        var failed = new List<FailedRecord>();
        var notRun = new List<string>();
        foreach (var planned in plan.Running)
        {
            var key = planned.Unit.Key;
            if (planned.IsDoneSince(ledger))
                done++;
            else if (ledger.Failed(key) is { } failure && failure.Generation >= plan.Generation)
                failed.Add(failure);
            else
                notRun.Add(key);
        }
        return new StageOutcome(plan, shards, done, failed, notRun, elapsed, interrupted)
        {
            Rows = WorkerStatus.ReadAll(plan).Sum(status => status.Rows),
        };
    }
}
