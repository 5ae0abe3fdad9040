namespace Sluice.Engine;

/// <summary>What the host's process returns.</summary>
public static class ExitCode
{
    /// <summary>All up to date or done.</summary>
    public const int Done = 0;

    public const int UnitFailed = 1;

    /// <summary>Bad usage, configuration or input.</summary>
    public const int BadUsage = 2;

    /// <summary>The cluster or a server refused.</summary>
    public const int Refused = 3;

    /// <summary>Interrupted by Ctrl-C, SIGTERM or a time limit.</summary>
    public const int Interrupted = 130;
}
