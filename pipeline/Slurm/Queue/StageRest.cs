using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Working;

namespace Sluice.Slurm.Queue;

/// <summary>What a ledger says is left of a plan. Pure.</summary>
/// <param name="IsSettled">Nobody is to run a unit any more, of the attempt asked for.</param>
/// <param name="IsDone">All are done, so that no later attempt is needed either.</param>
internal sealed record StageRest(bool IsSettled, bool IsDone)
{
    /// <summary>Reads it.</summary>
    /// <param name="plan">Its units.</param>
    /// <param name="ledger">As it is now.</param>
    /// <param name="attempt">From 1: how often a unit may fail before it is settled.</param>
    public static StageRest Of(Plan plan, Ledger ledger, int attempt)
    {
        var limits = plan.Stage.Limits.ForAttempt(attempt);
        var isDone = true;
        foreach (var planned in plan.Running)
            if (!planned.IsDoneSince(ledger))
            {
                isDone = false;
                if (!UnitHistory.Of(plan, planned, ledger).IsSettled(limits))
                    return new StageRest(false, false);
            }
        return new StageRest(true, isDone);
    }
}
