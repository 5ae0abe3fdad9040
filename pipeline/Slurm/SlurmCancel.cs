using Sluice.Driver;
using Sluice.Engine;
using Sluice.Slurm.Display;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm;

/// <summary>Cancels live jobs of a workspace, each by its name together with its id, and looks whether they have gone.</summary>
internal sealed class SlurmCancel(Pipeline pipeline, ISlurmCommands slurm, WorkspaceRuns workspace)
{
    private const string NoJob = "Cancel: no job of this workspace is queued or running";

    private const int Looks = 5;

    private readonly Scancel _scancel = new(slurm);
    private readonly SlurmText _text = workspace.Text;

    /// <summary>Cancels all, or those of stages.</summary>
    /// <param name="isWanted">Of which stages.</param>
    /// <exception cref="UserError">Slurm refuses, or jobs are another user's.</exception>
    public async Task RunAsync(Func<string, bool> isWanted)
    {
        using var submitting = await workspace.LockAsync("to cancel all of it");
        var runs = workspace.All();
        if (runs.Count == 0 && SlurmRuns.LostNames(pipeline.Workspace).Count == 0)
        {
            // Nobody to ask for: Slurm need not even be there.
            pipeline.Printer.Tell(_text.Waiting(NoJob));
            return;
        }
        var patient = new PatientLook(pipeline, workspace);
        if (submitting is not null)
            await patient.UntilSettledAsync(runs);
        var look = await patient.LookAsync(runs, "Cancel: nothing was cancelled");
        var open = runs.SelectMany(run =>
                look.Of(run).Where(e => e.State.IsOpen && isWanted(e.Stage.Name))
            )
            .ToList();
        var wanted = open.Where(e => e.State.User.Length == 0).ToList();
        var lost = Lost(look, isWanted);
        await CancelAsync(
            wanted
                .Select(e => (e.Array.JobName, e.Array.Job!))
                .Concat(lost.Where(j => j.User.Length == 0).Select(j => (j.Name, j.Job)))
                .Distinct()
        );
        await RefuseWhatStaysAsync(runs, wanted.Select(e => e.Id).ToHashSet());
        Tell(wanted, [.. lost.Where(j => j.User.Length == 0).Select(j => j.Job).Distinct()]);
        List<(string Job, string User)> others =
        [
            .. open.Except(wanted).Select(e => (e.Array.Job ?? e.Array.JobName, e.State.User)),
            .. lost.Where(j => j.User.Length > 0).Select(j => (j.Job, j.User)),
        ];
        if (others.Count > 0)
            throw LeftAlone([.. others.Distinct()]);
        pipeline.Printer.Tell(
            _text.Waiting(
                wanted.Count + lost.Count > 0
                    ? "What is done stays done: the same command goes on with the rest."
                    : NoJob
            )
        );
    }

    private async Task CancelAsync(IEnumerable<(string Name, string Job)> arrays)
    {
        var refusals = new List<string>();
        foreach (var (name, job) in arrays)
            if (await _scancel.AllAsync(name, job) is { } refusal)
                refusals.Add(refusal);
        if (refusals.Count > 0)
            throw new UserError(
                $"Cancel: {string.Join("; ", refusals.Distinct())}",
                ExitCode.Refused
            );
    }

    private void Tell(IReadOnlyList<ElementState> cancelled, IReadOnlyList<string> lost)
    {
        foreach (var stage in cancelled.GroupBy(e => e.Stage.Name))
            pipeline.Printer.Tell(_text.Cancelled(stage.Key, [.. stage]));
        if (lost.Count > 0)
            pipeline.Printer.Tell(
                _text.Waiting(
                    $"cancelled {string.Join(", ", lost)}, of runs that cannot be read any more"
                )
            );
    }

    private static UserError LeftAlone(IReadOnlyList<(string Job, string User)> jobs) =>
        new(
            $"Cancel: left alone, since they are other users': {string.Join(", ", jobs.Select(j => $"job {j.Job} of user {j.User}"))}; who can cancel them by the same command, an administrator by scancel",
            ExitCode.Refused
        );

    // Of runs whose own file is lost the jobs are still known by their names, which begin with the stage's.
    private List<JobState> Lost(SlurmLook look, Func<string, bool> isWanted) =>
        [
            .. look.LostOf(SlurmRuns.LostNames(pipeline.Workspace))
                .Where(job => isWanted(job.Name.Split('-')[0])),
        ];

    // scancel says nothing of what it left out.
    private async Task RefuseWhatStaysAsync(
        IReadOnlyList<SlurmRun> runs,
        IReadOnlySet<string> cancelled
    )
    {
        for (var look = 0; cancelled.Count > 0 && look < Looks; look++)
        {
            var now = await workspace.LookAsync(runs);
            var stay = runs.SelectMany(now.Of)
                .Where(e => cancelled.Contains(e.Id) && e.State.Works)
                .ToList();
            if (now.Error is null && stay.Count == 0)
                return;
            if (look == Looks - 1)
                throw new UserError(
                    now.Error is null
                        ? $"Cancel: scancel has taken it, but these are still there ({ElementText.Counts(stay)}): {string.Join(", ", stay.Take(5).Select(e => e.Id))}; try again, or scancel them yourself"
                        : $"Cancel: scancel has taken it, but {now.Error}: look again by --target=Status",
                    ExitCode.Refused
                );
            await Task.Delay(TimeSpan.FromSeconds(1), pipeline.Clock, pipeline.Stop.Token);
        }
    }
}
