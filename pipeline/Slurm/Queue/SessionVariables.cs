using Sluice.Engine.Jobs;

namespace Sluice.Slurm.Queue;

/// <summary>
/// What a submission from within a job, an salloc, a notebook's session or a site's defaults would hand
/// on to jobs by its environment: of all this, jobs get nothing, so that they are the same wherever they
/// are submitted from. Pure.
/// </summary>
internal static class SessionVariables
{
    // How Slurm is reached.
    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "SLURM_CLUSTERS",
        "SLURM_CONF",
        "SLURM_CONF_SERVER",
        "SLURM_JWT",
    };

    // What Slurm tells a job of itself and options of its commands; what a step's or mpirun's tasks
    // find each other by, which a job's own would take for theirs.
    private static readonly string[] s_hidden =
    [
        "SLURM_",
        "SLURMD_",
        "_SLURM_",
        "SBATCH_",
        "SALLOC_",
        "SRUN_",
        "SQUEUE_",
        "SACCT_",
        "SCANCEL_",
        "SCONTROL_",
        "PMI_",
        "PMIX_",
        "OMPI_COMM_WORLD_",
        "MPI_LOCALRANKID",
        "MPI_LOCALNRANKS",
    ];

    // A site's or user's choice, not a step's.
    private const string Choice = "PMIX_MCA_";

    // What Slurm chose for the job that submits, of its node.
    private static readonly HashSet<string> s_devices = new(StringComparer.Ordinal)
    {
        "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE",
        "CUDA_VISIBLE_DEVICES",
        "GPU_DEVICE_ORDINAL",
        "ROCR_VISIBLE_DEVICES",
        "ZE_AFFINITY_MASK",
    };

    private static readonly (
        string Variable,
        string Setting,
        Func<JobSettings, object?> Of
    )[] s_settings =
    [
        ("SBATCH_ACCOUNT", "account", job => job.Account),
        ("SBATCH_CONSTRAINT", "constraint", job => job.Constraint),
        ("SBATCH_GPUS", "gpus", job => job.Gpus),
        ("SBATCH_GRES", "gres", job => job.Gres),
        ("SBATCH_MEM_PER_NODE", "mem", job => job.Mem),
        ("SBATCH_PARTITION", "partition", job => job.Partition),
        ("SBATCH_QOS", "qos", job => job.Qos),
        ("SBATCH_TIMELIMIT", "time", job => job.Time),
    ];

    // Those of sbatch's that say what a job asks for, and of which slurm.extra takes the option.
    private static readonly string[] s_options =
    [
        "container",
        "cpus-per-gpu",
        "exclusive",
        "gpus-per-node",
        "gpus-per-task",
        "hint",
        "licenses",
        "mem-per-cpu",
        "mem-per-gpu",
        "network",
        "prefer",
        "reservation",
        "wckey",
    ];

    /// <summary>Whether Slurm's commands, and so the jobs, are not to see a variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inJob">Whether this process runs in a job itself.</param>
    public static bool IsHidden(string name, bool inJob) =>
        s_hidden.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            && !s_kept.Contains(name)
            && !name.StartsWith(Choice, StringComparison.Ordinal)
        || inJob && s_devices.Contains(name);

    /// <summary>Names those that would decide what jobs ask for and do not, with where each belongs; null when all is said.</summary>
    /// <param name="names">Of all the session's variables.</param>
    /// <param name="jobs">What the jobs of each stage ask for.</param>
    public static string? Unused(IEnumerable<string> names, IReadOnlyList<JobSettings> jobs)
    {
        var here = names.ToHashSet(StringComparer.Ordinal);
        List<string> unused =
        [
            .. s_settings
                .Where(s => here.Contains(s.Variable) && jobs.Any(job => s.Of(job) is null))
                .Select(s => $"{s.Variable} (slurm.{s.Setting} says it)"),
            .. s_options
                .Select(option => (Option: option, Variable: VariableOf(option)))
                .Where(o => here.Contains(o.Variable) && jobs.Any(job => !Gives(job, o.Option)))
                .Select(o => $"{o.Variable} (slurm.extra takes --{o.Option})"),
        ];
        return unused.Count == 0
            ? null
            : $"not used, since jobs are the same from wherever they are submitted: {string.Join(", ", unused)}";
    }

    private static string VariableOf(string option) =>
        $"SBATCH_{option.ToUpperInvariant().Replace('-', '_')}";

    private static bool Gives(JobSettings job, string option) =>
        (job.Extra ?? []).Any(extra =>
            extra == $"--{option}" || extra.StartsWith($"--{option}=", StringComparison.Ordinal)
        );
}
