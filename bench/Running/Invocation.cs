namespace Sluice.Bench.Running;

/// <summary>A process to run.</summary>
/// <param name="Directory">Where.</param>
/// <param name="Command">Program and arguments.</param>
internal sealed record Invocation(string Directory, IReadOnlyList<string> Command)
{
    /// <summary>Variables set besides the inherited ones.</summary>
    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>What it has to end with.</summary>
    public int ExitCode { get; init; }
}
