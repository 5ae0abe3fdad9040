using Sluice.Engine.Running;
using Sluice.Engine.Slurm;
using Sluice.Engine.UpToDate;

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
    /// <summary>Elements of the jobs that do it, or did it last; none where it ran on this machine.</summary>
    public IReadOnlyList<ElementState> Jobs { get; init; } = [];

    /// <summary>What of the ledger was dropped.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>From a plan just made and its ledger.</summary>
    public static StageStatus Of((Plan Plan, Ledger Ledger) planned)
    {
        var (plan, ledger) = planned;
        var stale = plan.Units.Count(u => u.Verdict.IsStale);
        var failed = plan.Units.Count(u =>
            u.Verdict.IsStale && ledger.Failed(u.Unit.Key)?.Fingerprint == u.Fingerprint
        );
        return new StageStatus(
            plan.Stage.Name,
            plan.Units.Count,
            plan.Units.Count - stale,
            stale,
            failed,
            WorkerStatus.OfLastRun(plan.Stage.Paths)
        )
        {
            Problems = ledger.Problems,
        };
    }
}
