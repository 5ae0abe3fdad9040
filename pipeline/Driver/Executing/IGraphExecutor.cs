using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Monitor;

namespace Sluice.Driver.Executing;

/// <summary>
/// Where the stages of one invocation run. It takes them one after the other as the graph comes to
/// them, and does them when it has all; what it has done before in the workspace can be looked at,
/// followed and cancelled. What is done is for plan and ledger to say, never for an executor.
/// </summary>
public interface IGraphExecutor
{
    /// <summary>Whether a run may go on without the process that began it.</summary>
    bool OutlivesDriver { get; }

    /// <summary>Whether a stage runs in shards of this process, now, instead of being taken.</summary>
    /// <exception cref="UserError">It is to, but needs what taken stages will make.</exception>
    bool RunsHere(IStageTask task);

    /// <summary>
    /// Called before a stage is planned to be taken: from the first on nobody else may hand stages of
    /// this workspace to the executor.
    /// </summary>
    /// <exception cref="UserError">The executor cannot be reached.</exception>
    Task BeginAsync();

    /// <summary>Takes a stage as planned now.</summary>
    /// <exception cref="UserError">It would come upon what an earlier run still does.</exception>
    Taking Take(IStageTask task, Plan plan, Ledger ledger, string? only, bool force);

    /// <summary>Does all that was taken, and follows it unless told to detach. Nothing when nothing was.</summary>
    /// <exception cref="UserError">It is refused, or will never be done.</exception>
    Task CompleteAsync();

    /// <summary>Stages with what of them is elsewhere, or was last.</summary>
    Task<IReadOnlyList<StageStatus>> LookAsync(IReadOnlyList<StageStatus> stages);

    /// <summary>Follows what was begun from this workspace.</summary>
    /// <exception cref="UserError">Nothing was.</exception>
    Task AttachAsync();

    /// <summary>Cancels what is still to be done of stages of these names.</summary>
    /// <exception cref="UserError">It is refused, or is another user's.</exception>
    Task CancelAsync(Func<string, bool> isWanted);

    /// <summary>Refuses what must not happen while something is still to be done elsewhere.</summary>
    /// <param name="target">What is to happen, e.g. Clean.</param>
    /// <exception cref="UserError">Something is.</exception>
    Task RefuseWhileBusyAsync(string target);

    /// <summary>Ids of plans that something elsewhere may still read.</summary>
    IReadOnlySet<string> KeptPlans();

    /// <summary>Removes what it kept of earlier runs.</summary>
    void Forget();
}
