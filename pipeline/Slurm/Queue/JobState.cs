namespace Sluice.Slurm.Queue;

/// <summary>An element of an array as Slurm sees it.</summary>
/// <param name="Job">The array's id.</param>
/// <param name="Element">Its index within the array; <see cref="NoArray"/> of a job that is none.</param>
/// <param name="State">As Slurm calls it, e.g. PENDING.</param>
/// <param name="Reason">Why it is not running or has ended; empty for none.</param>
/// <param name="Node">Where it runs or ran; empty before.</param>
/// <param name="Name">The job's name.</param>
internal sealed record JobState(
    string Job,
    int Element,
    string State,
    string Reason,
    string Node,
    string Name
)
{
    private static readonly HashSet<string> s_ended = new(StringComparer.Ordinal)
    {
        "BOOT_FAIL",
        Cancelled,
        "COMPLETED",
        "DEADLINE",
        "FAILED",
        "NODE_FAIL",
        "OUT_OF_MEMORY",
        "PREEMPTED",
        "REVOKED",
        "TIMEOUT",
        Gone,
    };

    private static readonly HashSet<string> s_running = new(StringComparer.Ordinal)
    {
        "RUNNING",
        "COMPLETING",
        "SIGNALING",
        "STAGE_OUT",
        "STOPPED",
        "SUSPENDED",
    };

    /// <summary>The other user whose it is; empty for one's own.</summary>
    public string User { get; init; } = "";

    /// <summary>The index of a job that is no array.</summary>
    public const int NoArray = -1;

    /// <summary>The state of an element that somebody cancelled.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>The state of an element that Slurm no longer knows.</summary>
    public const string Gone = "GONE";

    /// <summary>The reason of one that was taken back since nothing was left for it.</summary>
    public const string NotNeeded = "not needed";

    /// <summary>The reason of one that Slurm has forgotten so thoroughly that its id is another job's.</summary>
    public const string Reused = "its id is another job's by now";

    /// <summary>The state of an element of which nothing can be told now: it may be alive.</summary>
    public const string Unknown = "UNKNOWN";

    /// <summary>The state of an element of an array that sbatch has not taken yet.</summary>
    public const string NotSubmitted = "NOT_SUBMITTED";

    /// <summary>Whether it will do nothing more. A state that is not known counts as alive.</summary>
    public bool HasEnded => s_ended.Contains(State);

    /// <summary>Whether it may still do units: one that is being ended does no more.</summary>
    public bool Works => IsOpen && State != "COMPLETING";

    /// <summary>Whether Slurm has it, queued or running. One that sbatch never took is nobody's.</summary>
    public bool IsOpen => !HasEnded && State != NotSubmitted;

    /// <summary>Whether sbatch refused it: it stands in the queue as failed before it began, and is none of ours.</summary>
    public bool IsRefused => this is { State: "FAILED", Reason: "BadConstraints" };

    /// <summary>Whether it holds a node.</summary>
    public bool IsRunning => s_running.Contains(State);

    /// <summary>Whether it waits, queued or held, or was stopped to wait: nothing of it is at work.</summary>
    public bool IsWaiting =>
        State is "SUSPENDED" or "STOPPED"
        || IsOpen && !IsRunning && State is not (Unknown or "CONFIGURING" or "RESIZING");

    /// <summary>Why it will wait for ever unless somebody acts; null when it only waits.</summary>
    public string? Never =>
        HasEnded || IsRunning ? null
        : State is "REQUEUE_HOLD" or "SPECIAL_EXIT" ? NeverReasons.Held
        : NeverReasons.Of(Reason);
}
