using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Tests.Engine.Faults;

/// <summary>Shows nothing.</summary>
internal sealed class SilentReporter : IRunReporter
{
    public void Planned(Plan plan, Ledger ledger, int shards, bool dryRun) { }

    public Task WatchAsync(Plan plan, IReadOnlyList<Shard> shards, CancellationToken end) =>
        Task.CompletedTask;

    public void Ended(StageOutcome outcome) { }
}
