using System.Diagnostics.CodeAnalysis;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Whether a method can run here, and if not, why and what would help.</summary>
public sealed record MethodAvailability
{
    /// <summary>Null where the method can run; else one line without its id, e.g. "needs WordNet: …".</summary>
    public string? Reason { get; init; }

    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsAvailable => Reason is null;
}
