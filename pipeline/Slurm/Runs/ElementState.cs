using Sluice.Slurm.Queue;

namespace Sluice.Slurm.Runs;

/// <summary>An element of a run's array, and how Slurm says it is.</summary>
/// <param name="Stage">Whose.</param>
/// <param name="Array">Of which array.</param>
/// <param name="Element">Its index within the array.</param>
/// <param name="State">As Slurm says.</param>
internal sealed record ElementState(SlurmStage Stage, ArrayJob Array, int Element, JobState State)
{
    /// <summary>Why it failed before any worker of it began; null when one did, or it did not fail.</summary>
    public string? Said { get; init; }

    /// <summary>What its end is kept by.</summary>
    public string Key => KeyOf(Array, Element);

    /// <summary>As Slurm names it, e.g. 123_4.</summary>
    public string Id => Array.ElementId(Element);

    internal static string KeyOf(ArrayJob array, int element) => $"{array.Label}/{element}";
}
