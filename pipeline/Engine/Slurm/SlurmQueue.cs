namespace Sluice.Engine.Slurm;

/// <summary>
/// Looks at the queue: one squeue call for all runs, and sacct only for what squeue has forgotten. An
/// element counts as forgotten when several answers do without it: one may be cut off or empty.
/// </summary>
/// <param name="tools">Slurm's commands.</param>
/// <param name="pause">Between answers of one look; a second where it is left out.</param>
public sealed class SlurmQueue(SlurmTools tools, TimeSpan? pause = null)
{
    private const int MostProblems = 5;
    private const int Answers = 3;

    // One without a single job, while some are looked for, is the likeliest to be none.
    private const int EmptyAnswers = 5;

    private static readonly ElementEnd s_notNeeded = new(JobState.Cancelled, "", "not needed");

    // Whether there is accounting does not change while one looks.
    private bool _hasNoSacct;

    /// <summary>Looks, and keeps how elements ended.</summary>
    public async Task<SlurmLook> LookAsync(IReadOnlyList<SlurmRun> runs)
    {
        var ends = runs.ToDictionary(run => run.Id, SlurmRuns.Ends);
        var answer = await AskAsync();
        var elements = Elements(runs, answer, ends);
        for (
            var asked = 1;
            answer.Error is null
                && asked < (answer.Jobs.Count == 0 ? EmptyAnswers : Answers)
                && elements.Values.Any(run => run.Any(IsForgotten));
            asked++
        )
        {
            await Task.Delay(pause ?? TimeSpan.FromSeconds(1));
            answer = answer.And(await AskAsync());
            elements = Elements(runs, answer, ends);
        }
        foreach (var run in runs)
        {
            await AskSacctAsync(elements[run.Id]);
            Keep(run, elements[run.Id], ends[run.Id]);
        }
        return new SlurmLook(
            elements.ToDictionary(run => run.Key, run => (IReadOnlyList<ElementState>)run.Value),
            [
                .. answer
                    .Unread.Take(MostProblems)
                    .Select(line => $"squeue printed a line that is none of a job: {line}"),
            ],
            answer.Error,
            answer.Jobs
        );
    }

    /// <summary>A run's elements as somebody saw them last: all that had not ended then may be alive.</summary>
    public static IReadOnlyList<ElementState> AsLastSeen(SlurmRun run) =>
        Elements(run, new Answer([], [], "not asked"), SlurmRuns.Ends(run));

    private async Task<Answer> AskAsync()
    {
        var answer = await tools.RunAsync("squeue", SqueueOutput.Arguments);
        if (!answer.IsDone)
            return new Answer([], [], $"squeue: {answer.Said}");
        var (jobs, unread) = SqueueOutput.Parse(answer.Out);
        return new Answer(
            jobs,
            unread,
            jobs.Count == 0 && unread.Count > 0 ? "squeue: its answer is not understood" : null
        );
    }

    private static bool IsForgotten(ElementState element) =>
        element.State is { State: JobState.Gone, Reason.Length: 0 };

    private static Dictionary<string, List<ElementState>> Elements(
        IReadOnlyList<SlurmRun> runs,
        Answer answer,
        Dictionary<string, Dictionary<string, ElementEnd>> ends
    ) => runs.ToDictionary(run => run.Id, run => Elements(run, answer, ends[run.Id]));

    private static List<ElementState> Elements(
        SlurmRun run,
        Answer answer,
        Dictionary<string, ElementEnd> ends
    )
    {
        var byId = new Dictionary<(string, int), JobState>();
        var idOfName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var job in answer.Jobs)
        {
            byId[(job.Job, job.Element)] = job;
            if (!job.IsRefused)
                idOfName[job.Name] = job.Job;
        }
        var elements = new List<ElementState>();
        var paths = new RunPaths(run.Workspace, run.Id);
        foreach (var (stage, recorded) in run.Arrays)
        {
            // The driver may have died between sbatch and its note of the id.
            var array =
                recorded.Job is null && idOfName.TryGetValue(recorded.JobName, out var found)
                    ? recorded with
                    {
                        Job = found,
                    }
                    : recorded;
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
                    );
                var state =
                    array.Job is not null && byId.TryGetValue((array.Job, i), out var known) ? known
                    : ends.TryGetValue(ElementState.KeyOf(array, i), out var end)
                        ? State(end.State, end)
                    : answer.Error is not null ? State("UNKNOWN")
                    : array.Job is null ? State(JobState.NotSubmitted)
                    : File.Exists(paths.NotNeeded(array.Label))
                        ? State(JobState.Cancelled, s_notNeeded)
                    : State(JobState.Gone);
                elements.Add(new ElementState(stage, array, i, state));
            }
        }
        return elements;
    }

    // Each is asked after once: what comes of it is kept.
    private async Task AskSacctAsync(List<ElementState> elements)
    {
        var unknown = Enumerable
            .Range(0, elements.Count)
            .Where(i => IsForgotten(elements[i]))
            .ToList();
        if (_hasNoSacct || unknown.Count == 0)
            return;
        var answer = tools.Has("sacct")
            ? await tools.RunAsync(
                "sacct",
                SacctOutput.Arguments(unknown.Select(i => elements[i].Array.Job!).Distinct())
            )
            : null;
        if (answer is not { IsDone: true })
        {
            _hasNoSacct = true;
            return;
        }
        var states = SacctOutput.Parse(answer.Out).ToDictionary(s => (s.Job, s.Element));
        foreach (var i in unknown)
            if (
                states.TryGetValue((elements[i].Array.Job!, elements[i].Element), out var state)
                && state.HasEnded
            )
                elements[i] = elements[i] with { State = state };
    }

    private static void Keep(
        SlurmRun run,
        IEnumerable<ElementState> elements,
        Dictionary<string, ElementEnd> ends
    )
    {
        var isNew = false;
        foreach (var element in elements.Where(e => e.State.HasEnded))
        {
            var end = new ElementEnd(
                element.State.State,
                element.State.Node,
                element.State.State == JobState.Gone
                    ? "Slurm does not know it any more"
                    : element.State.Reason
            );
            isNew |= !ends.TryGetValue(element.Key, out var known) || known != end;
            ends[element.Key] = end;
        }
        if (isNew)
            SlurmRuns.Write(run, ends);
    }

    /// <summary>What squeue said, once or several times.</summary>
    private sealed record Answer(
        IReadOnlyList<JobState> Jobs,
        IReadOnlyList<string> Unread,
        string? Error
    )
    {
        /// <summary>With a later one: what either knows counts, the later first; what failed says nothing.</summary>
        public Answer And(Answer later) =>
            later.Error is not null
                ? later
                : new(
                    [.. later.Jobs.Concat(Jobs).DistinctBy(job => (job.Job, job.Element))],
                    [.. Unread.Union(later.Unread)],
                    null
                );
    }
}
