using Sluice.Engine.Configuration;

namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>Section <c>adopt</c>: an old run that target Adopt takes over.</summary>
public sealed record AdoptSettings
{
    /// <summary>The old run's directory, relative to the workspace.</summary>
    [WorkspacePath]
    public string? From { get; init; }
}
