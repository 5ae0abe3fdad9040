using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>An element of a virtual cluster, or a job that is no array.</summary>
internal sealed class VirtualJob
{
    /// <summary>The array's id.</summary>
    public required string Array { get; init; }

    /// <summary>Its own; the array's until it has begun.</summary>
    public required string Id { get; set; }

    /// <summary>Index within the array; <see cref="JobState.NoArray"/> for none.</summary>
    public required int Element { get; init; }

    public required string Name { get; init; }

    public required string User { get; init; }

    /// <summary>Path of the script; empty for a job that only takes time.</summary>
    public string Script { get; init; } = "";

    /// <summary>Ids of jobs that must have ended before.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Elements of the array that run at once; 0 for no bound.</summary>
    public int Throttle { get; init; }

    public TimeSpan Limit { get; init; } = TimeSpan.MaxValue;

    /// <summary>How long one without a script takes.</summary>
    public TimeSpan Takes { get; init; }

    public string State { get; set; } = "PENDING";

    public string Reason { get; set; } = "Priority";

    public string Node { get; set; } = "";

    public int Restarts { get; set; }

    /// <summary>Another with each start and each end: who lives by an older one is dead.</summary>
    public int Life { get; set; }

    public TimeSpan Started { get; set; }

    public TimeSpan Ended { get; set; }

    /// <summary>Not to be started before.</summary>
    public TimeSpan Eligible { get; set; }

    /// <summary>Whether it ever began.</summary>
    public bool HasBegun { get; set; }

    public bool IsHeld { get; set; }

    /// <summary>Whether it waits or runs, and may do something yet.</summary>
    public bool IsOpen => State is "PENDING" or "RUNNING" or "SUSPENDED";

    public bool HasEnded => !IsOpen && State != "COMPLETING";
}
