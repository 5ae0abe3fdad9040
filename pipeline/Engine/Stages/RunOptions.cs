using Sluice.Engine.Planning;

namespace Sluice.Engine.Stages;

/// <summary>How the stages of one invocation run.</summary>
public sealed record RunOptions
{
    /// <summary>Into how many shards a stage's stale units are cut.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Say what would run and why; change nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Looks at the whole run before the first of its units. Throws <see cref="UserError"/>.
    /// </summary>
    public Action? Preflight { get; init; }

    /// <summary>Ids of plans that others still need, when old ones are dropped.</summary>
    public Func<IReadOnlySet<string>> KeptPlans { get; init; } = () => new HashSet<string>();

    /// <summary>How freshness is decided.</summary>
    public PlanOptions Planning { get; init; } = new();
}
