using Sluice.Slurm.Node;
using Sluice.Slurm.Queue;

namespace Sluice.Slurm.Runs;

/// <summary>A run's elements as an answer of Slurm, what was kept of earlier ones, and the run's directory say.</summary>
internal static class RunElements
{
    private static readonly ElementEnd s_notNeeded = new(
        JobState.Cancelled,
        "",
        JobState.NotNeeded
    );

    /// <summary>In the order of its arrays.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="answer">What squeue says.</param>
    /// <param name="ends">How elements ended, as somebody saw them.</param>
    /// <param name="user">The other user whose run it is; empty for one's own.</param>
    public static List<ElementState> Of(
        SlurmRun run,
        QueueAnswer answer,
        Dictionary<string, ElementEnd> ends,
        string user
    )
    {
        var elements = new List<ElementState>();
        var paths = new RunPaths(run.Workspace, run.Id);
        var canWrite = Directory.Exists(paths.Outputs);
        foreach (var (stage, recorded) in run.Arrays)
        {
            // The driver may have died between sbatch and its note of the id.
            var array = recorded.Job is null
                ? recorded with
                {
                    Job = answer.IdOf(recorded),
                }
                : recorded;
            var notNeeded = NotNeededNote.Read(paths, array);
            var isReused = answer.IsReused(array);
            for (var i = 0; i < array.Elements; i++)
            {
                JobState State(string state, ElementEnd? end = null) =>
                    new(
                        array.Job ?? "",
                        i,
                        state,
                        end?.Reason ?? "",
                        end?.Node ?? "",
                        array.JobName
                    )
                    {
                        User = user,
                    };
                var state =
                    answer.Find(array, i) is { } known ? Explained(known, paths, canWrite)
                    : ends.TryGetValue(ElementState.KeyOf(array, i), out var end)
                        ? State(end.State, end)
                    : answer.Error is not null ? State(JobState.Unknown)
                    : array.Job is null ? State(JobState.NotSubmitted)
                    : notNeeded.Contains(i) ? State(JobState.Cancelled, s_notNeeded)
                    : isReused ? State(JobState.Gone, new(JobState.Gone, "", JobState.Reused))
                    : State(JobState.Gone);
                if (state.State == JobState.Cancelled && notNeeded.Contains(i))
                    state = state with { Reason = JobState.NotNeeded };
                elements.Add(new ElementState(stage, array, i, state));
            }
        }
        return elements;
    }

    // Slurm does not say that a job could not be started since there is nowhere to write.
    private static JobState Explained(JobState state, RunPaths paths, bool canWrite) =>
        !canWrite && state is { State: "FAILED", Reason: "JobLaunchFailure" or "RaisedSignal:53" }
            ? state with
            {
                Reason =
                    $"{state.Reason}: {paths.ShownOutputs}, where Slurm writes what jobs print, is missing",
            }
            : state;
}
