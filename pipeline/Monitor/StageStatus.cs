using Sluice.Engine.Claims;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Monitor;

/// <summary>How a stage stands, in numbers.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Units">All units.</param>
/// <param name="UpToDate">Units that need nothing.</param>
/// <param name="Stale">Units that would run.</param>
/// <param name="Failed">Stale units whose last try failed.</param>
/// <param name="Shards">Workers of the last run, by shard.</param>
public sealed record StageStatus(
    string Stage,
    int Units,
    int UpToDate,
    int Stale,
    int Failed,
    IReadOnlyList<WorkerStatus> Shards
)
{
    /// <summary>The jobs elsewhere that do it, or did it last; none where it ran on this machine.</summary>
    public IReadOnlyList<ShardJob> Jobs { get; init; } = [];

    /// <summary>The last failures of its stale units.</summary>
    public IReadOnlyList<FailureGroup> Failures { get; init; } = [];

    /// <summary>What of the ledger was dropped.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>From a plan just made and its ledger.</summary>
    public static StageStatus Of((Plan Plan, Ledger Ledger) planned)
    {
        var (plan, ledger) = planned;
        var stale = plan.Units.Count(u => u.Verdict.IsStale);
        var failed = plan
            .Units.Where(u => u.Verdict.IsStale)
            .Select(u =>
                ledger.Failed(u.Unit.Key) is { } record && record.Fingerprint == u.Fingerprint
                    ? record
                    : null
            )
            .OfType<FailedRecord>()
            .ToList();
        return new StageStatus(
            plan.Stage.Name,
            plan.Units.Count,
            plan.Units.Count - stale,
            stale,
            failed.Count,
            WorkerStatus.OfLastRun(plan.Stage.Paths)
        )
        {
            Failures = FailureGroup.Of(failed),
            Problems = ledger.Problems,
        };
    }
}
