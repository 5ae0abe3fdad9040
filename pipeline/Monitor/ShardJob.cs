using Sluice.Engine.Graph;

namespace Sluice.Monitor;

/// <summary>A job elsewhere that does shards of a stage, or did: as its executor sees it.</summary>
/// <param name="Id">As the executor's own commands name it.</param>
/// <param name="Shards">At least one, in order.</param>
/// <param name="State">The executor's own word, e.g. PENDING.</param>
/// <param name="Text">State, reason and whose it is, in words.</param>
public sealed record ShardJob(string Id, IReadOnlyList<Shard> Shards, string State, string Text)
{
    /// <summary>The job it is a part of and its number there: neighbours that are alike share a line.</summary>
    public (string Job, int Index) Place { get; init; } = ("", 0);

    /// <summary>Which try of the shards, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Whether it is at work.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Whether it ended well.</summary>
    public bool IsDone { get; init; }

    /// <summary>Why it waits or how it ended, the executor's own word; empty for none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where; empty while it is nowhere.</summary>
    public string Node { get; init; } = "";

    /// <summary>Whose it is, when it is another user's; empty for the user's own.</summary>
    public string User { get; init; } = "";

    /// <summary>Why it will never start, and what to do; null otherwise.</summary>
    public string? Remedy { get; init; }

    /// <summary>Why it failed before any worker of it began; null when one did, or it did not fail.</summary>
    public string? Said { get; init; }
}
