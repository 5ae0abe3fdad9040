using Sluice.Engine.Claims;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Upkeep;

/// <summary>Whether anybody works on a stage: what stands there may only be moved while nobody does.</summary>
public static class StageAtRest
{
    // A little longer than silence must be seen to last: see WorkerLiveness.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3.2);

    /// <summary>Refuses while a live worker works on the stage.</summary>
    /// <param name="stage">Which.</param>
    /// <param name="target">Who asks.</param>
    /// <exception cref="UserError">One does; says who.</exception>
    public static void Refuse(Stage stage, string target)
    {
        if (
            Await(stage, new ClaimStore(stage.Paths, stage.Limits.ClaimExpiry))
            is [{ Worker: var worker } status, ..]
        )
            throw new UserError(
                $"{target}: {stage.Name} is being worked on by shard {status.Shard} on {worker.Host} (pid {worker.Pid}, since {status.Started:u}); stop it first",
                ExitCode.UnitFailed
            );
    }

    /// <summary>The workers that live. Where only silent ones of other machines are left, it takes some seconds to be sure of them.</summary>
    internal static IReadOnlyList<WorkerStatus> Await(Stage stage, ClaimStore claims)
    {
        var sweep = new WorkerSweep(stage.Paths, claims);
        var living = sweep.Living();
        if (living.Count == 0 || living.Any(status => status.Worker.IsRunning() == true))
            return living;
        Thread.Sleep(Patience);
        return sweep.Living();
    }
}
