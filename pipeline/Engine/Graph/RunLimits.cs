namespace Sluice.Engine.Graph;

/// <summary>How often and how long a unit is tried, and how many run at once in a shard.</summary>
public sealed record RunLimits
{
    /// <summary>Tries after the first failure.</summary>
    public int Retries { get; init; }

    /// <summary>Wait before the first retry; doubles with each.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After which an external command is stopped; null for none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Between the request to end and the kill.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Units that run at once in one shard.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>A claim whose worker shows no life for so long is taken over.</summary>
    public TimeSpan ClaimExpiry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Which units a shard does besides those of its slice.</summary>
    public Schedule Schedule { get; init; }

    /// <summary>Stop at the first failure instead of going on with the other units.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether a try at a unit, from 1, is the last it gets.</summary>
    public bool IsLastTry(int number) => number > Retries;

    /// <summary>Of an attempt of a run, from 1: each allows a unit as many tries as the first.</summary>
    public RunLimits ForAttempt(int attempt) => this with { Retries = (Retries + 1) * attempt - 1 };
}
