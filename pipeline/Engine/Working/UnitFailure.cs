namespace Sluice.Engine.Working;

/// <summary>A unit failed for a reason that needs no stack trace.</summary>
public class UnitFailure(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>Recorded in the ledger.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Where more can be read, as people see it; null for the shard's log.</summary>
    public string? Log { get; init; }
}
