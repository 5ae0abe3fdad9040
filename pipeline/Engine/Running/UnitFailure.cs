namespace Sluice.Engine.Running;

/// <summary>A unit failed for a reason that needs no stack trace.</summary>
public class UnitFailure(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>Recorded in the ledger.</summary>
    public int ExitCode { get; } = exitCode;
}
