using Sluice.Engine.Graph;
using Sluice.Engine.Running;
using Sluice.Engine.UpToDate;

namespace Sluice.Tests.Engine.Faults;

/// <summary>Shows nothing.</summary>
internal sealed class SilentReporter : IRunReporter
{
    public void Planned(Plan plan, Ledger ledger, int shards, bool dryRun) { }

    public Task WatchAsync(Plan plan, IReadOnlyList<Shard> shards, CancellationToken end) =>
        Task.CompletedTask;

    public void Ended(StageOutcome outcome) { }
}
