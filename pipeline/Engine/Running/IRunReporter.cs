using Sluice.Engine.Graph;
using Sluice.Engine.UpToDate;

namespace Sluice.Engine.Running;

/// <summary>Told what happens, to show it.</summary>
public interface IRunReporter
{
    /// <summary>A stage was planned.</summary>
    void Planned(Plan plan, Ledger ledger, int shards, bool dryRun);

    /// <summary>Shows progress until cancelled, then leaves the last state.</summary>
    Task WatchAsync(Plan plan, IReadOnlyList<Shard> shards, CancellationToken end);

    /// <summary>Shards have ended.</summary>
    void Ended(StageOutcome outcome);
}
