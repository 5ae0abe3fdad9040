using Sluice.Engine.Claims;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>One try at a unit, its work ended, not recorded yet.</summary>
/// <param name="Index">Among the plan's running units.</param>
/// <param name="Planned">The unit.</param>
/// <param name="Number">From 1, in this run.</param>
/// <param name="Elapsed">How long the work took.</param>
/// <param name="Lease">What protects the unit.</param>
/// <param name="Staging">Where its outputs are; null when it has none.</param>
internal sealed record Attempt(
    int Index,
    PlannedUnit Planned,
    int Number,
    TimeSpan Elapsed,
    Lease Lease,
    string? Staging
)
{
    /// <summary>Why it failed, or null.</summary>
    public Exception? Error { get; set; }

    /// <summary>Of the staged outputs, once they are synced.</summary>
    public IReadOnlyList<string>? Hashes { get; set; }
}
