using Sluice.Engine.Claims;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Stages;

/// <summary>How a stage ended.</summary>
/// <param name="Plan">What was to be done.</param>
/// <param name="Shards">How each shard ended; empty when nothing was stale or on a dry run.</param>
/// <param name="Done">How many of the units this run was to do now stand as done.</param>
/// <param name="Failed">Records of those that failed.</param>
/// <param name="NotRun">Keys of those that were neither done nor failed.</param>
/// <param name="Elapsed">From plan to end.</param>
/// <param name="Interrupted">Whether it was stopped by a signal.</param>
public sealed record StageOutcome(
    Plan Plan,
    IReadOnlyList<ShardOutcome> Shards,
    int Done,
    IReadOnlyList<FailedRecord> Failed,
    IReadOnlyList<string> NotRun,
    TimeSpan Elapsed,
    bool Interrupted
)
{
    /// <summary>Rows or other items its workers say they produced.</summary>
    public long Rows { get; init; }

    /// <summary>How many of those not run a newer plan has made meanwhile from other settings or inputs.</summary>
    public int Overtaken { get; init; }

    /// <summary>Why shards ended before their work was done, when that was no unit's failure.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>From what the ledger says now.</summary>
    public static StageOutcome Of(
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
        var overtaken = 0;
        foreach (var planned in plan.Running)
        {
            var key = planned.Unit.Key;
            if (planned.IsDoneSince(ledger))
                done++;
            else if (ledger.Failed(key) is { } failure && failure.Generation >= plan.Generation)
                failed.Add(failure);
            else
            {
                notRun.Add(key);
                overtaken += planned.IsOvertaken(ledger, plan.Generation) ? 1 : 0;
            }
        }
        var workers = WorkerStatus.ReadAll(plan);
        return new StageOutcome(plan, shards, done, failed, notRun, elapsed, interrupted)
        {
            Overtaken = overtaken,
            Rows = workers.Sum(status => status.Rows),
            Problems = [.. ShardProblems.Of(shards, workers, failed.Count > 0)],
        };
    }

    /// <summary>The process's exit code if it ended here.</summary>
    public int ExitCode =>
        Interrupted ? Engine.ExitCode.Interrupted
        : Failed.Count > 0 || NotRun.Count > 0 ? Engine.ExitCode.UnitFailed
        : Engine.ExitCode.Done;
}
