using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;

namespace Sluice.Engine.Ledgers;

/// <summary>What the ledger keeps of one attempt at a unit.</summary>
public abstract record LedgerRecord
{
    /// <summary>The unit's key.</summary>
    public required string Unit { get; init; }

    /// <summary>Of the attempt, 64 hex digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The plan's generation: higher than every record the planner had seen, whatever the clocks say.</summary>
    public required long Generation { get; init; }

    /// <summary>When it ended, by the worker's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required string Worker { get; init; }

    /// <summary>Number of the record among its worker's, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Which try of the unit it was in this run, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>Unique among all records of a stage.</summary>
    public string Id => $"{Worker}:{Sequence}";

    /// <summary>Whether this record supersedes another of the same unit.</summary>
    public bool IsLaterThan(LedgerRecord? other) =>
        other is null
        || (Generation, At, Sequence).CompareTo((other.Generation, other.At, other.Sequence)) > 0;
}

/// <summary>A unit committed: its outputs stand.</summary>
public sealed record DoneRecord : LedgerRecord
{
    /// <summary>Names the list of parts it shares with other units.</summary>
    public required string SharedParts { get; init; }

    /// <summary>The parts of its own.</summary>
    public IReadOnlyList<FingerprintPart> OwnParts { get; init; } = [];

    /// <summary>What it made.</summary>
    public required IReadOnlyList<OutputRecord> Outputs { get; init; }
}

/// <summary>A unit failed.</summary>
public sealed record FailedRecord : LedgerRecord
{
    /// <summary>The command's exit code, or 1 for a built-in worker.</summary>
    public required int ExitCode { get; init; }

    /// <summary>One line, and for commands the last lines of their log.</summary>
    public required string Error { get; init; }

    /// <summary>Where all of it can be read, relative to the workspace.</summary>
    public required string Log { get; init; }
}

/// <summary>One output as committed.</summary>
/// <param name="Path">Relative to the stage's output root.</param>
/// <param name="Identity">After the rename into place.</param>
/// <param name="Hash">SHA-256 of the content.</param>
public readonly record struct OutputRecord(string Path, FileIdentity Identity, string Hash);
