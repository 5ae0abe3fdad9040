namespace Sluice.Engine.Slurm;

/// <summary>Looks at the queue: one squeue call for all runs, and sacct only for what squeue has forgotten.</summary>
public sealed class SlurmQueue(SlurmTools tools)
{
    private const int MostProblems = 5;

    // Whether there is accounting does not change while one looks.
    private bool _hasNoSacct;

    /// <summary>Looks, and keeps how elements ended.</summary>
    public async Task<SlurmLook> LookAsync(IReadOnlyList<SlurmRun> runs)
    {
        var answer = await tools.RunAsync("squeue", SqueueOutput.Arguments);
        var (jobs, unread) = answer.IsDone ? SqueueOutput.Parse(answer.Out) : ([], []);
        var byId = new Dictionary<(string, int), JobState>();
        var idOfName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            byId[(job.Job, job.Element)] = job;
            if (!job.IsRefused)
                idOfName[job.Name] = job.Job;
        }
        var elements = new Dictionary<string, IReadOnlyList<ElementState>>(StringComparer.Ordinal);
        foreach (var run in runs)
            elements[run.Id] = await OfRunAsync(run, byId, idOfName, answer.IsDone);
        return new SlurmLook(
            elements,
            [
                .. unread
                    .Take(MostProblems)
                    .Select(line => $"squeue printed a line that is none of a job: {line}"),
            ],
            answer.IsDone ? null : $"squeue: {answer.Said}",
            jobs.Count(job => !job.HasEnded)
        );
    }

    private async Task<IReadOnlyList<ElementState>> OfRunAsync(
        SlurmRun run,
        Dictionary<(string, int), JobState> byId,
        Dictionary<string, string> idOfName,
        bool isAnswered
    )
    {
        var ends = SlurmRuns.Ends(run);
        var elements = new List<ElementState>();
        var unknown = new List<int>();
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
                    : !isAnswered ? State("UNKNOWN")
                    : array.Job is null ? State(JobState.NotSubmitted)
                    : State(JobState.Gone);
                if (isAnswered && state.State == JobState.Gone)
                    unknown.Add(elements.Count);
                elements.Add(new ElementState(stage, array, i, state));
            }
        }
        if (unknown.Count > 0)
            await AskSacctAsync(elements, unknown);
        Keep(run, elements, ends);
        return elements;
    }

    private async Task AskSacctAsync(List<ElementState> elements, List<int> unknown)
    {
        // Each is asked after once: what comes of it is kept.
        unknown = [.. unknown.Where(i => elements[i].State.Reason.Length == 0)];
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
}
