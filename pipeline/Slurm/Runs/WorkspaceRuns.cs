using Sluice.Driver;
using Sluice.Engine;
using Sluice.Slurm.Display;
using Sluice.Slurm.Queue;

namespace Sluice.Slurm.Runs;

/// <summary>What was submitted from the workspace of an invocation, and what the queue says of it.</summary>
/// <param name="pipeline">The invocation.</param>
/// <param name="slurm">The cluster.</param>
internal sealed class WorkspaceRuns(Pipeline pipeline, ISlurmCommands slurm)
{
    /// <summary>What is told of runs, in the invocation's form.</summary>
    public SlurmText Text { get; } = new(pipeline.Options.Json);

    /// <summary>The runs, the newest first.</summary>
    public IReadOnlyList<SlurmRun> All() =>
        SlurmRuns.All(pipeline.Workspace, problem => pipeline.Printer.Tell(Text.Problem(problem)));

    /// <summary>
    /// Waits for what another process is submitting just now, and keeps others from beginning to: it
    /// would be submitted after the look.
    /// </summary>
    /// <param name="why">What is waited for, e.g. "to cancel all of it".</param>
    /// <returns>Null where nothing was ever submitted, and for who may not write here: he has nothing under way.</returns>
    public async Task<SubmitLock?> LockAsync(string why)
    {
        if (!Directory.Exists(RunPaths.AllOf(pipeline.Workspace)))
            return null;
        try
        {
            return await SubmitLock.TakeAsync(
                pipeline.Workspace,
                () =>
                    pipeline.Printer.Tell(
                        Text.Waiting(
                            $"Another process is submitting from this workspace: waiting for its end, {why}"
                        )
                    ),
                pipeline.Clock,
                pipeline.Stop.Token
            );
        }
        catch (UserError)
        {
            return null;
        }
    }

    /// <summary>Looks at the queue.</summary>
    /// <exception cref="UserError">Slurm does not answer, and this run depends on it.</exception>
    public async Task<SlurmLook> LookAsync(IReadOnlyList<SlurmRun> runs)
    {
        try
        {
            return await new SlurmQueue(slurm, clock: pipeline.Clock).LookAsync(
                runs,
                SlurmRuns.LostNames(pipeline.Workspace)
            );
        }
        catch (UserError e) when (pipeline.Options.DryRun)
        {
            // Without Slurm's commands scripts can still be looked at.
            return SlurmLook.Unanswered(e.Message);
        }
    }
}
