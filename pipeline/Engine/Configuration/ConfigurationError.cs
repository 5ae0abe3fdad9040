namespace Sluice.Engine.Configuration;

/// <summary>All violations of a configuration at once.</summary>
public sealed class ConfigurationError(IReadOnlyList<Violation> violations)
    : Exception(string.Join('\n', violations))
{
    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<Violation> Violations { get; } = violations;
}
