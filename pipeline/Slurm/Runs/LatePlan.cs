namespace Sluice.Slurm.Runs;

/// <summary>What came of planning a stage in its own job: a plan, or why there is none.</summary>
internal sealed record LatePlan
{
    /// <summary>Absolute path; null when it was refused.</summary>
    public string? Plan { get; init; }

    /// <summary>Why it does not run; null when it does.</summary>
    public string? Refused { get; init; }

    /// <summary>The exit code of a refusal.</summary>
    public int ExitCode { get; init; }
}
