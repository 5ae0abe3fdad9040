using System.ComponentModel.DataAnnotations;
using Sluice.Engine.Configuration;
using Sluice.Engine.Jobs;

namespace Sluice.Workers.Sweep;

/// <summary>What some combinations of a sweep need instead of what the others do.</summary>
public sealed record ResourceRule
{
    /// <summary>Which: a map of values.</summary>
    public ConfigNode? When { get; init; }

    /// <summary>What their jobs ask for, over the stage's.</summary>
    public JobSettings? Slurm { get; init; }

    [Range(0.001, 31_536_000.0)]
    public TimeSpan? Timeout { get; init; }

    [Range(1, 1024)]
    public int? Slots { get; init; }

    /// <summary>Whether such units run one at a time in a shard.</summary>
    public bool? Exclusive { get; init; }
}
