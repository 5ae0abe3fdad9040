using System.Globalization;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>Why a unit that another run holds is not waited for, where the stage asks for that.</summary>
internal sealed class Refusal(Plan plan, ClaimStore claims)
{
    /// <summary>The failure that names the holder; null when the unit is to be waited for.</summary>
    public UnitFailure? Of(string unit)
    {
        if (
            plan.Stage.WhenBusy == BusyUnits.Wait
            || claims.HolderOf(unit) is not { } holder
            || WorkerStatus.Read(Heartbeat.FileOf(plan.Stage.Paths.Workers, holder))
                is not { } status
            // Another shard of this run does it for us.
            || status.PlanId == plan.Id
        )
            return null;
        var job = status.Job.Length > 0 ? $" (job {status.Job})" : "";
        var since = status.Started.UtcDateTime.ToString(
            "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture
        );
        return new UnitFailure(
            $"held by pid {status.Worker.Pid} on {status.Worker.Host}{job}, since {since} UTC; wait for its end, or stop it"
        );
    }
}
