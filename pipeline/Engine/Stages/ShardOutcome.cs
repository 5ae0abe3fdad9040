using Sluice.Engine.Graph;

namespace Sluice.Engine.Stages;

/// <summary>How a shard ended.</summary>
/// <param name="Shard">Which.</param>
/// <param name="ExitCode">As the process gave it; 128 + signal when it was killed.</param>
/// <param name="Elapsed">Wall time.</param>
/// <param name="Log">Absolute path of its log; empty when there is none.</param>
public sealed record ShardOutcome(Shard Shard, int ExitCode, TimeSpan Elapsed, string Log)
{
    /// <summary>Why it could not be started; null when it was.</summary>
    public string? NotStarted { get; init; }

    /// <summary>The job's element it ran in, e.g. 123_4; null on this machine.</summary>
    public string? Job { get; init; }

    /// <summary>How the cluster says that element ended, e.g. OUT_OF_MEMORY; null on this machine.</summary>
    public string? State { get; init; }

    /// <summary>What that element printed of why no worker began; null when one did.</summary>
    public string? Said { get; init; }
}
