using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Queue;

/// <summary>The elements of runs at one moment.</summary>
/// <param name="Elements">Of each run, by its id, in the order of its arrays.</param>
/// <param name="Problems">What Slurm printed that was not understood.</param>
/// <param name="Error">Why Slurm did not answer; null when it did. Then what was not known before counts as alive.</param>
/// <param name="Jobs">All the user's jobs, of whatever run, and those of other users that were looked for.</param>
internal sealed record SlurmLook(
    IReadOnlyDictionary<string, IReadOnlyList<ElementState>> Elements,
    IReadOnlyList<string> Problems,
    string? Error,
    IReadOnlyList<JobState> Jobs
)
{
    /// <summary>A look to which Slurm gave no answer.</summary>
    public static SlurmLook Unanswered(string error) =>
        new(new Dictionary<string, IReadOnlyList<ElementState>>(), [], error, []);

    /// <summary>How many of the user's jobs have not ended: they count against the cluster's limits.</summary>
    public int OwnJobs => Jobs.Count(job => !job.HasEnded && job.User.Length == 0);

    /// <summary>A run's elements.</summary>
    public IReadOnlyList<ElementState> Of(SlurmRun run) =>
        Elements.TryGetValue(run.Id, out var elements) ? elements : [];

    /// <summary>Those of a stage of a run.</summary>
    public IEnumerable<ElementState> Of(SlurmRun run, string stage) =>
        Of(run).Where(e => e.Stage.Name == stage);

    /// <summary>Whether something of a run may still be done by its jobs.</summary>
    public bool IsLive(SlurmRun run) => Of(run).Any(e => e.State.IsOpen);

    /// <summary>Whether something of a stage may still be done by a run's jobs.</summary>
    public bool IsLive(SlurmRun run, string stage) => Of(run, stage).Any(e => e.State.IsOpen);

    /// <summary>Jobs with these names that have not ended: of runs whose own file is lost.</summary>
    public IEnumerable<JobState> LostOf(IReadOnlySet<string> names) =>
        Jobs.Where(job => !job.HasEnded && names.Contains(job.Name));
}
