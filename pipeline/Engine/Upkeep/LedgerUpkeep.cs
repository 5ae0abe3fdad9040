using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Upkeep;

/// <summary>Decides when a stage's ledger is compacted: when that makes the next planning quicker or saves many files.</summary>
internal static class LedgerUpkeep
{
    /// <summary>At planning: only what would slow every planning to come.</summary>
    private const long BytesAtPlanning = 4 << 20;

    /// <summary>At the end of a run.</summary>
    private const long BytesAtEnd = 64 << 10;
    private const int FilesAtEnd = 32;

    /// <summary>After planning, before anything runs.</summary>
    public static void AfterPlanning(Plan plan, Ledger ledger)
    {
        // Before any worker is asked after.
        if (ledger.UncompactedBytes <= BytesAtPlanning)
            return;
        var compaction = CompactionOf(plan, ledger);
        if (compaction.Bytes > BytesAtPlanning)
            Run(compaction, plan);
    }

    /// <summary>After the shards have ended.</summary>
    public static void AfterRun(Plan plan, Ledger ledger)
    {
        var compaction = CompactionOf(plan, ledger);
        if (compaction.Bytes > BytesAtEnd || compaction.Files > FilesAtEnd)
            Run(compaction, plan);
    }

    private static LedgerCompaction CompactionOf(Plan plan, Ledger ledger)
    {
        var paths = plan.Stage.Paths;
        return new LedgerCompaction(ledger, paths.Ledger, worker => HasEnded(paths, worker));
    }

    private static void Run(LedgerCompaction compaction, Plan plan)
    {
        try
        {
            compaction.Run(plan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The ledger is as it was, only slower to read: no reason to fail a run.
        }
    }

    // A worker's status file stands as long as it lives, and is swept only once it is dead. One on
    // another machine that has not said that it ended may live.
    private static bool HasEnded(StagePaths paths, string worker)
    {
        var file = Heartbeat.FileOf(paths.Workers, worker);
        return !File.Exists(file)
            || WorkerStatus.Read(file) is { } status
                && (status.ExitCode is not null || status.Worker.IsRunning() == false);
    }
}
