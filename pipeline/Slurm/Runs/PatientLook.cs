using Sluice.Driver;
using Sluice.Engine;
using Sluice.Slurm.Queue;

namespace Sluice.Slurm.Runs;

/// <summary>Looks at the queue for those who must know what is in it before they go on.</summary>
internal sealed class PatientLook(Pipeline pipeline, WorkspaceRuns workspace)
{
    // An sbatch outlives the driver that started it; the controller answers within a few seconds.
    private static readonly TimeSpan s_underWay = TimeSpan.FromSeconds(10);

    /// <summary>Looks, again and again while Slurm does not answer.</summary>
    /// <param name="runs">At which runs.</param>
    /// <param name="undone">Said when it never does, e.g. "nothing was submitted".</param>
    /// <exception cref="UserError">It does not answer for <c>slurm.patience</c>.</exception>
    public async Task<SlurmLook> LookAsync(IReadOnlyList<SlurmRun> runs, string undone)
    {
        var started = pipeline.Clock.GetTimestamp();
        for (var wait = TimeSpan.FromSeconds(1); ; wait *= 2)
        {
            var look = await workspace.LookAsync(runs);
            if (look.Error is null || pipeline.Options.DryRun)
                return look;
            if (
                pipeline.Clock.GetElapsedTime(started) + wait
                > pipeline.Settings.Of<SlurmSettings>().Patience
            )
                throw new UserError(
                    $"{look.Error}; {undone}: run this again when Slurm answers",
                    ExitCode.Refused
                );
            Tell($"{look.Error}; trying again in {wait.TotalSeconds:0} s");
            await Task.Delay(wait, pipeline.Clock, pipeline.Stop.Token);
        }
    }

    /// <summary>
    /// Waits out what a driver that died a moment ago may have had under way: it would be in the queue
    /// only after the look. The caller holds the workspace's <see cref="SubmitLock"/>.
    /// </summary>
    public async Task UntilSettledAsync(IReadOnlyList<SlurmRun> runs)
    {
        var rest = runs.Where(run =>
                !run.IsWithdrawn && run.Arrays.Any(array => array.Array.Job is null)
            )
            .Select(RestOf)
            .DefaultIfEmpty()
            .Max();
        if (rest <= TimeSpan.Zero)
            return;
        Tell(
            $"A submission was cut off a moment ago: waiting {Math.Ceiling(rest.TotalSeconds)} s for what it may still bring"
        );
        await Task.Delay(rest, pipeline.Clock, pipeline.Stop.Token);
    }

    // A run is written before every sbatch.
    private TimeSpan RestOf(SlurmRun run)
    {
        var age =
            pipeline.Clock.GetUtcNow().UtcDateTime
            - File.GetLastWriteTimeUtc(new RunPaths(run.Workspace, run.Id).Run);
        return age < TimeSpan.Zero ? s_underWay : s_underWay - age;
    }

    private void Tell(string line) => pipeline.Printer.Tell(workspace.Text.Waiting(line));
}
