using Sluice.Engine.Graph;

namespace Sluice.Engine.Executors;

/// <summary>How a shard ended.</summary>
/// <param name="Shard">Which.</param>
/// <param name="ExitCode">As the process gave it; 128 + signal when it was killed.</param>
/// <param name="Elapsed">Wall time.</param>
/// <param name="Log">Absolute path of its log.</param>
public sealed record ShardOutcome(Shard Shard, int ExitCode, TimeSpan Elapsed, string Log)
{
    /// <summary>Why it could not be started; null when it was.</summary>
    public string? NotStarted { get; init; }
}
