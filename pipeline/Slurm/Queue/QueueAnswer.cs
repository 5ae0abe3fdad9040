using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Queue;

/// <summary>
/// What Slurm said of jobs, once or several times. A job is known by its name together with its id: ids
/// begin again where a controller loses its state, and are then others'. Pure.
/// </summary>
/// <param name="Jobs">Whosever they are.</param>
/// <param name="Unread">Lines that are none of a job.</param>
/// <param name="Error">Why it is no answer; null when it is one.</param>
internal sealed record QueueAnswer(
    IReadOnlyList<JobState> Jobs,
    IReadOnlyList<string> Unread,
    string? Error
)
{
    private const string NotUnderstood = "squeue: its answer is not understood";

    private readonly Dictionary<(string, int), List<JobState>> _byId = ById(Jobs);

    /// <summary>From squeue's.</summary>
    /// <param name="answer">In the format of <see cref="SqueueOutput"/>.</param>
    /// <param name="me">Who asks: his own jobs are no other user's.</param>
    public static QueueAnswer Of(ToolResult answer, string me)
    {
        if (!answer.IsDone)
            return Failed($"squeue: {answer.Said}");
        var (jobs, unread) = SqueueOutput.Parse(answer.Out);
        if (jobs.Count > 0)
            return new(
                [.. jobs.Select(job => job.User == me ? job with { User = "" } : job)],
                unread,
                null
            );
        // It ends with 0 also where it has not even asked.
        return unread.Count > 0 ? new([], unread, NotUnderstood)
            : answer.Error.Contains("squeue: error:", StringComparison.Ordinal)
                ? Failed($"squeue: {answer.Said}")
            : new([], [], null);
    }

    /// <summary>None.</summary>
    public static QueueAnswer Failed(string why) => new([], [], why);

    /// <summary>
    /// For one who looks for no job: lines that are none of a job, a site's greeting for example, are
    /// all there is to be said of an empty queue.
    /// </summary>
    public QueueAnswer ForNobody() => Error == NotUnderstood ? this with { Error = null } : this;

    /// <summary>With a later one: what either knows counts, the later first; what failed says nothing.</summary>
    public QueueAnswer And(QueueAnswer later) =>
        later.Error is not null
            ? later
            : new(
                [.. later.Jobs.Concat(Jobs).DistinctBy(job => (job.Job, job.Element, job.Name))],
                [.. Unread.Union(later.Unread)],
                null
            );

    /// <summary>An element of an array; null when it is not there.</summary>
    public JobState? Find(ArrayJob array, int element) =>
        array.Job is null ? null
        : Named(array, element) is { } own ? own
        // Elements that were taken back before they began are one job without an index.
        : Named(array, JobState.NoArray) is { HasEnded: true } rest
            ? rest with
            {
                Element = element,
            }
        : null;

    /// <summary>The id of an array whose own was never noted; null when it is not there.</summary>
    public string? IdOf(ArrayJob array) =>
        Jobs.LastOrDefault(job => job.Name == array.JobName && !job.IsRefused)?.Job;

    /// <summary>Whether an array's id is another job's by now.</summary>
    public bool IsReused(ArrayJob array) =>
        array.Job is not null
        && Jobs.Any(job => job.Job == array.Job && job.Name != array.JobName)
        && !Jobs.Any(job => job.Job == array.Job && job.Name == array.JobName);

    private JobState? Named(ArrayJob array, int element) =>
        _byId.GetValueOrDefault((array.Job!, element))?.Find(job => job.Name == array.JobName);

    private static Dictionary<(string, int), List<JobState>> ById(IReadOnlyList<JobState> jobs)
    {
        var byId = new Dictionary<(string, int), List<JobState>>();
        foreach (var job in jobs)
            if (byId.TryGetValue((job.Job, job.Element), out var others))
                others.Add(job);
            else
                byId[(job.Job, job.Element)] = [job];
        return byId;
    }
}
