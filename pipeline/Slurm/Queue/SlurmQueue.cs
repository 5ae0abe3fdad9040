using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;

namespace Sluice.Slurm.Queue;

/// <summary>
/// Looks at the queue: one squeue call for all runs, and sacct only for what squeue has forgotten. An
/// element counts as forgotten when several answers do without it: one may be cut off or empty. Jobs of
/// other users' runs in the same workspace are asked for by their names.
/// </summary>
/// <param name="tools">Slurm's commands.</param>
/// <param name="pause">Between answers of one look; a second where it is left out.</param>
/// <param name="me">Who looks; this process's user where it is left out.</param>
/// <param name="clock">What is waited by; the system's where it is left out.</param>
internal sealed class SlurmQueue(
    ISlurmCommands tools,
    TimeSpan? pause = null,
    string? me = null,
    TimeProvider? clock = null
)
{
    private const int MostProblems = 5;
    private const int Answers = 3;

    // One without a single job, while some are looked for, is the likeliest to be none.
    private const int EmptyAnswers = 5;

    private readonly string _me = me ?? Environment.UserName;

    // Whether there is accounting does not change while one looks, nor what one may see.
    private bool _hasNoSacct;
    private bool? _seesOthers;

    /// <summary>Looks, and keeps how elements ended.</summary>
    /// <param name="runs">At whose elements.</param>
    /// <param name="lost">Names of other arrays that are looked for, whosever they are.</param>
    public async Task<SlurmLook> LookAsync(
        IReadOnlyList<SlurmRun> runs,
        IReadOnlySet<string>? lost = null
    )
    {
        var ends = runs.ToDictionary(run => run.Id, SlurmRuns.Ends);
        List<string> others =
        [
            .. lost ?? new HashSet<string>(),
            .. runs.Where(run => UserOf(run).Length > 0 && HasOpen(run, ends[run.Id]))
                .SelectMany(run => run.Arrays)
                .Select(array => array.Array.JobName),
        ];
        var answer = await AskAsync(others);
        if (lost is not { Count: > 0 } && !runs.Any(run => HasOpen(run, ends[run.Id])))
            answer = answer.ForNobody();
        var elements = Elements(runs, answer, ends);
        for (
            var asked = 1;
            answer.Error is null
                && asked < (answer.Jobs.Count == 0 ? EmptyAnswers : Answers)
                && runs.Any(run => elements[run.Id].Any(e => IsForgotten(e) || IsMissing(run, e)));
            asked++
        )
        {
            await Task.Delay(pause ?? TimeSpan.FromSeconds(1), clock ?? TimeProvider.System);
            answer = answer.And(await AskAsync(others));
            elements = Elements(runs, answer, ends);
        }
        foreach (var run in runs)
        {
            await AskSacctAsync(elements[run.Id]);
            await DoubtAsync(elements[run.Id]);
            Keep(run, elements[run.Id], ends[run.Id]);
        }
        return new SlurmLook(
            elements.ToDictionary(run => run.Key, run => (IReadOnlyList<ElementState>)run.Value),
            [
                .. answer
                    .Unread.Take(MostProblems)
                    .Select(line => $"squeue printed a line that is none of a job: {line}"),
                .. runs.Where(run => elements[run.Id].Any(e => e.State.IsWaiting))
                    .Select(run => new RunPaths(run.Workspace, run.Id))
                    .Where(paths => !Directory.Exists(paths.Outputs))
                    .Select(paths =>
                        $"{paths.ShownOutputs} is missing: Slurm cannot start jobs that are to write there; make it again (mkdir -p), or cancel them"
                    ),
            ],
            answer.Error,
            answer.Jobs
        );
    }

    /// <summary>A run's elements as somebody saw them last: all that had not ended then may be alive.</summary>
    public static IReadOnlyList<ElementState> AsLastSeen(SlurmRun run) =>
        RunElements.Of(
            run,
            QueueAnswer.Failed("not asked"),
            SlurmRuns.Ends(run),
            UserOf(run, Environment.UserName)
        );

    private async Task<QueueAnswer> AskAsync(IReadOnlyList<string> others)
    {
        var answer = QueueAnswer.Of(await tools.RunAsync("squeue", SqueueOutput.Arguments), _me);
        return answer.Error is not null || others.Count == 0
            ? answer
            : answer.And(
                QueueAnswer.Of(
                    await tools.RunAsync("squeue", SqueueOutput.ArgumentsFor(others)),
                    _me
                )
            );
    }

    private string UserOf(SlurmRun run) => UserOf(run, _me);

    private static string UserOf(SlurmRun run, string me) =>
        run.User is { } user && user != me ? user : "";

    private static bool HasOpen(SlurmRun run, Dictionary<string, ElementEnd> ends) =>
        run.Arrays.Sum(array => array.Array.Elements) > ends.Count;

    private static bool IsForgotten(ElementState element) =>
        element.State is { State: JobState.Gone, Reason: "" or JobState.Reused };

    // What a driver that died had handed to sbatch is known by its name alone, and not gone before it
    // was seen: but it may stand where an answer was cut off.
    private static bool IsMissing(SlurmRun run, ElementState element) =>
        !run.IsWithdrawn && element.State.State == JobState.NotSubmitted;

    private Dictionary<string, List<ElementState>> Elements(
        IReadOnlyList<SlurmRun> runs,
        QueueAnswer answer,
        Dictionary<string, Dictionary<string, ElementEnd>> ends
    ) =>
        runs.ToDictionary(
            run => run.Id,
            run => RunElements.Of(run, answer, ends[run.Id], UserOf(run))
        );

    // Each is asked after once: what comes of it is kept.
    private async Task AskSacctAsync(List<ElementState> elements)
    {
        var unknown = Forgotten(elements);
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
        var states = new QueueAnswer(SacctOutput.Parse(answer.Out), [], null);
        foreach (var i in unknown)
            if (states.Find(elements[i].Array, elements[i].Element) is { HasEnded: true } state)
                elements[i] = elements[i] with { State = state };
    }

    // Another user's jobs are not gone where Slurm shows only one's own.
    private async Task DoubtAsync(List<ElementState> elements)
    {
        var unknown = Forgotten(elements)
            .Where(i => elements[i].State is { User.Length: > 0, Reason: "" })
            .ToList();
        if (unknown.Count == 0 || await SeesOthersAsync())
            return;
        foreach (var i in unknown)
            elements[i] = elements[i] with
            {
                State = elements[i].State with
                {
                    State = JobState.Unknown,
                    Reason = "Slurm does not show it to other users",
                },
            };
    }

    private async Task<bool> SeesOthersAsync()
    {
        if (_seesOthers is { } known)
            return known;
        var sees = _me == "root";
        if (!sees && tools.Has("scontrol"))
        {
            var config = await tools.RunAsync("scontrol", ["show", "config"]);
            sees = config.IsDone && !ClusterLimits.HidesOthersJobs(config.Out);
        }
        _seesOthers = sees;
        return sees;
    }

    private static List<int> Forgotten(List<ElementState> elements) =>
        [.. Enumerable.Range(0, elements.Count).Where(i => IsForgotten(elements[i]))];

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
                element.State is { State: JobState.Gone, Reason: "" }
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
