using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Stages;

/// <summary>Told what happens, to show it.</summary>
public interface IRunReporter
{
    /// <summary>A stage is being planned, and it takes long: told about once a second.</summary>
    /// <param name="stage">Which.</param>
    /// <param name="planned">How many of its units are planned; all of them while the rest is made ready.</param>
    void Planning(Stage stage, int planned) { }

    /// <summary>A stage was planned.</summary>
    void Planned(Plan plan, Ledger ledger, int shards, bool dryRun);

    /// <summary>Shows progress until cancelled, then leaves the last state.</summary>
    Task WatchAsync(Plan plan, IReadOnlyList<Shard> shards, CancellationToken end);

    /// <summary>Shards have ended.</summary>
    void Ended(StageOutcome outcome);
}
