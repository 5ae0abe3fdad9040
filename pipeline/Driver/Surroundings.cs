namespace Sluice.Driver;

/// <summary>What an invocation finds around it: the time it waits and dates by, and where it speaks to.</summary>
/// <param name="Clock">The time.</param>
/// <param name="Output">Standard output.</param>
public sealed record Surroundings(TimeProvider Clock, TextWriter Output)
{
    /// <summary>This process's own.</summary>
    public static Surroundings OfProcess => new(TimeProvider.System, Console.Out);
}
