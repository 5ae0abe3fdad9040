using Sluice.Engine;
using Sluice.Slurm.Node;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Queue;

/// <summary>
/// Takes back elements that wait although nothing is left for them, so that what comes behind does not
/// wait for their turn: siblings that queue, are held or suspended, and attempts that are not needed.
/// </summary>
/// <param name="tools">Slurm's commands.</param>
/// <param name="paths">The run's.</param>
internal sealed class StageRelease(ISlurmCommands tools, RunPaths paths)
{
    /// <summary>The arrays for which nothing is left.</summary>
    /// <param name="stage">Of which stage.</param>
    /// <param name="attempt">Whose units are settled.</param>
    /// <param name="rest">How.</param>
    public static IReadOnlyList<ArrayJob> Over(SlurmStage stage, int attempt, StageRest rest) =>
        [
            .. stage.Arrays.Where(array =>
                rest.IsSettled && array.Attempt == attempt || rest.IsDone && array.Attempt > attempt
            ),
        ];

    /// <summary>Looks for what waits of such arrays, and cancels it; once, whoever comes first.</summary>
    /// <returns>What was done, for a log; null when there was nothing to do.</returns>
    public async Task<string?> RunAsync(IReadOnlyList<ArrayJob> over)
    {
        // Whoever asks is one of them.
        if (over.Sum(array => array.Elements) < 2)
            return null;
        try
        {
            var mine = over.Where(array => NotNeededNote.TryMake(paths, array.Label)).ToList();
            if (mine.Count == 0)
                return null;
            var answer = QueueAnswer.Of(
                await tools.RunAsync("squeue", SqueueOutput.Arguments),
                Environment.UserName
            );
            return answer.Error is not null
                ? $"Nothing is left to do, but what still queues stays there: {answer.Error}"
                : await CancelAsync(mine, answer.Jobs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserError)
        {
            // They will find nothing to do.
            return $"Nothing is left to do, but what still queues stays there: {e.Message}";
        }
    }

    /// <summary>Cancels what waits of such arrays.</summary>
    /// <param name="over">For which nothing is left.</param>
    /// <param name="jobs">As squeue has just said.</param>
    /// <returns>What was done, for a log; null when there was nothing to do.</returns>
    /// <exception cref="UserError">There is no scancel.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Somebody else's run.</exception>
    public async Task<string?> CancelAsync(
        IReadOnlyList<ArrayJob> over,
        IReadOnlyList<JobState> jobs
    )
    {
        var told = new List<string>();
        foreach (var array in over)
        {
            var waiting = Waiting(array, jobs);
            if (waiting.Count == 0)
                continue;
            NotNeededNote.Add(paths, array, waiting.Select(job => job.Element));
            foreach (var job in waiting.Select(job => job.Job).Distinct())
                told.Add(
                    await new Scancel(tools).WaitingAsync(array.JobName, job)
                        ?? $"{array.Label}: {Elements(waiting.Count)} of job {job} cancelled as not needed: nothing is left to do"
                );
        }
        return told.Count == 0 ? null : string.Join("; ", told);
    }

    /// <summary>One's own elements of an array that wait. Pure.</summary>
    internal static IReadOnlyList<JobState> Waiting(ArrayJob array, IEnumerable<JobState> jobs) =>
        [
            .. jobs.Where(job =>
                job.Name == array.JobName
                && (array.Job is null || array.Job == job.Job)
                && job.Element != JobState.NoArray
                && job.User.Length == 0
                && job.IsWaiting
            ),
        ];

    private static string Elements(int count) => count == 1 ? "1 element" : $"{count:N0} elements";
}
