namespace Sluice.Engine.Processes;

/// <summary>An external command to start: an argument list, never a shell string.</summary>
public sealed record CommandLine
{
    /// <summary>The program (looked up in PATH when it has no slash) and its arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Where it runs.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Variables set on top of this process's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new Dictionary<string, string>();

    /// <summary>What it inherits; null for this process's environment as it is then.</summary>
    public ChildEnvironment? Inherited { get; init; }

    /// <summary>File that gets standard output and standard error, appended.</summary>
    public required string LogFile { get; init; }

    /// <summary>Whether the log starts anew.</summary>
    public bool ReplacesLog { get; init; }
}
