namespace Sluice.Monitor;

/// <summary>What standard output is.</summary>
public static class Terminal
{
    /// <summary>Whether lines can be redrawn in place.</summary>
    public static bool IsInteractive =>
        !Console.IsOutputRedirected
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        && Environment.GetEnvironmentVariable("CI") is null or "";
}
