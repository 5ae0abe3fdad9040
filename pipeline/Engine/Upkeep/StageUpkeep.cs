using Sluice.Engine.Claims;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Upkeep;

/// <summary>What a driver does to a stage's state before its shards start and after they have ended.</summary>
public static class StageUpkeep
{
    /// <summary>Compacts a ledger that would slow every planning to come.</summary>
    public static void Before(Plan plan, Ledger ledger) => LedgerUpkeep.AfterPlanning(plan, ledger);

    /// <summary>Freezes the plan, with those that its merge proves, and sweeps what the dead left.</summary>
    /// <exception cref="UserError">The output root cannot be written.</exception>
    public static void Begin(Plan plan)
    {
        try
        {
            foreach (var upstream in plan.Declared?.Upstream ?? [])
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
        Sweep(plan).StatusFiles();
    }

    /// <summary>Ends processes and claims of dead workers.</summary>
    public static WorkerSweep Sweep(Plan plan)
    {
        var claims = new ClaimStore(plan.Stage.Paths, plan.Stage.Limits.ClaimExpiry);
        var workers = new WorkerSweep(plan.Stage.Paths, claims);
        workers.Processes();
        claims.Sweep();
        return workers;
    }

    /// <summary>Compacts the ledger where that pays, and drops old plans.</summary>
    /// <param name="plan">The one that was run.</param>
    /// <param name="ledger">Read on.</param>
    /// <param name="kept">Ids of plans that somebody still needs.</param>
    public static void End(Plan plan, Ledger ledger, IReadOnlySet<string> kept)
    {
        LedgerUpkeep.AfterRun(plan, ledger);
        foreach (var trimmed in (plan.Declared?.Upstream ?? []).Append(plan))
            PlanHistory.Trim(trimmed.Stage.Paths, trimmed.Id, kept);
    }

    // ENOSPC and EDQUOT: .NET gives the error number of the system as HResult.
    private static bool IsFull(Exception e) => e.HResult is 28 or 122;
}
