namespace Sluice.Engine.Processes;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">As it gave it; 128 + signal when a signal ended it, as shells report it.</param>
/// <param name="Signal">The signal that ended the process itself; 0 when it exited.</param>
/// <param name="TimedOut">Whether its time-out stopped it.</param>
public readonly record struct ProcessEnd(int ExitCode, int Signal = 0, bool TimedOut = false)
{
    /// <summary>Without the signal, for those who only ask whether it went well.</summary>
    public void Deconstruct(out int exitCode, out bool timedOut) =>
        (exitCode, timedOut) = (ExitCode, TimedOut);
}
