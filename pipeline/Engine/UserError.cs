namespace Sluice.Engine;

/// <summary>
/// A mistake the user can mend: printed as one line on stderr, never with a stack trace.
/// The message says subject, fact, place and remedy.
/// </summary>
public sealed class UserError(string message, int exitCode = ExitCode.BadUsage) : Exception(message)
{
    /// <summary>What the process returns: see <see cref="ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
