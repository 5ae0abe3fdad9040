using System.Diagnostics.CodeAnalysis;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>A method that is ready to run, or the reason why there is none.</summary>
public sealed record MethodResolution
{
    /// <summary>Null where unavailable. An external method is <see cref="IDisposable"/> and owned by the caller.</summary>
    public ITextMethod? Method { get; init; }

    /// <summary>Null where available; see <see cref="MethodAvailability.Reason"/>.</summary>
    public string? Reason { get; init; }

    [MemberNotNullWhen(true, nameof(Method))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsAvailable => Method is not null;
}
