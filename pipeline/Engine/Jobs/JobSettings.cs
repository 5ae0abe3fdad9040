using Sluice.Engine.Configuration;

namespace Sluice.Engine.Jobs;

/// <summary>
/// What the jobs of a stage ask Slurm for. What is left out is the section's own value where a stage
/// overrides it, else the cluster's default.
/// </summary>
public record JobSettings : ISettings
{
    /// <summary>As sbatch's --partition; several with commas.</summary>
    public string? Partition { get; init; }

    public string? Account { get; init; }

    public string? Qos { get; init; }

    /// <summary>As --time, or a time span such as 90m or 12h.</summary>
    public string? Time { get; init; }

    /// <summary>Memory of an element, as --mem: 500M, 8G.</summary>
    public string? Mem { get; init; }

    /// <summary>CPUs of an element, or of each of its tasks.</summary>
    public int? Cpus { get; init; }

    /// <summary>As --gres, e.g. gpu:a100:1.</summary>
    public string? Gres { get; init; }

    /// <summary>GPUs of an element, as --gpus: 1, a100:2.</summary>
    public string? Gpus { get; init; }

    public string? Constraint { get; init; }

    public string? Nodelist { get; init; }

    public string? Exclude { get; init; }

    /// <summary>Elements of an array that run at once: the number behind %.</summary>
    public int? Throttle { get; init; }

    /// <summary>Tasks of an element, started by srun; each is a shard.</summary>
    public int? Tasks { get; init; }

    /// <summary>Lines of bash run before the worker: modules, conda.</summary>
    public IReadOnlyList<string>? Setup { get; init; }

    /// <summary>Program and arguments put before the worker's command: a container.</summary>
    public IReadOnlyList<string>? Launcher { get; init; }

    /// <summary>Other options of sbatch, each as --name or --name=value.</summary>
    public IReadOnlyList<string>? Extra { get; init; }

    /// <summary>Arrays a stage gets: what failed or died in one is tried again in the next, with more.</summary>
    public int? Attempts { get; init; }

    /// <summary>How many times as much memory as the attempt before.</summary>
    public double? EscalateMem { get; init; }

    /// <summary>How many times as much time as the attempt before.</summary>
    public double? EscalateTime { get; init; }

    /// <summary>Before a job's time limit so much is left for units to end.</summary>
    public TimeSpan? Lead { get; init; }

    /// <summary>Runs on this machine, before the rest is submitted: what needs the internet, for example.</summary>
    public bool? Local { get; init; }

    /// <summary>These settings where they are set, those below elsewhere.</summary>
    public JobSettings Over(JobSettings below) =>
        new()
        {
            Partition = Partition ?? below.Partition,
            Account = Account ?? below.Account,
            Qos = Qos ?? below.Qos,
            Time = Time ?? below.Time,
            Mem = Mem ?? below.Mem,
            Cpus = Cpus ?? below.Cpus,
            Gres = Gres ?? below.Gres,
            Gpus = Gpus ?? below.Gpus,
            Constraint = Constraint ?? below.Constraint,
            Nodelist = Nodelist ?? below.Nodelist,
            Exclude = Exclude ?? below.Exclude,
            Throttle = Throttle ?? below.Throttle,
            Tasks = Tasks ?? below.Tasks,
            Setup = Setup ?? below.Setup,
            Launcher = Launcher ?? below.Launcher,
            Extra = Extra ?? below.Extra,
            Attempts = Attempts ?? below.Attempts,
            EscalateMem = EscalateMem ?? below.EscalateMem,
            EscalateTime = EscalateTime ?? below.EscalateTime,
            Lead = Lead ?? below.Lead,
            Local = Local ?? below.Local,
        };

    /// <summary>What the N-th attempt asks for: memory and time raised N - 1 times.</summary>
    public JobSettings ForAttempt(int attempt) =>
        this with
        {
            Mem =
                Mem is not null && EscalateMem is { } mem
                    ? SlurmMemory.Times(Mem, Math.Pow(mem, attempt - 1))
                    : Mem,
            Time =
                Time is not null && EscalateTime is { } time
                    ? SlurmTime.Times(Time, Math.Pow(time, attempt - 1))
                    : Time,
        };

    /// <inheritdoc/>
    public virtual IEnumerable<(string Key, string Expected, string Found)> Check() =>
        JobCheck.Of(this);
}
