using Sluice.Engine.Files;

namespace Sluice.Engine.Checking;

/// <summary>Something of a stage that does not fit its record, or that a dead worker left.</summary>
/// <param name="Kind">Its sort.</param>
/// <param name="Unit">Key of the unit it belongs to; empty when it is no unit's.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Detail">What is wrong with it, as the rest of a sentence that begins with the path.</param>
public sealed record Finding(FindingKind Kind, string Unit, string Path, string Detail)
{
    /// <summary>What was done about it, in words; empty when nothing was.</summary>
    public string Action { get; init; } = "";

    /// <summary>What stood there when it was looked at.</summary>
    internal FileEntry? Seen { get; init; }
}

/// <summary>Sorts of finding.</summary>
public enum FindingKind
{
    /// <summary>An output that its record promises is not there.</summary>
    Missing,

    /// <summary>An output has other content than recorded.</summary>
    Modified,

    /// <summary>Something that is no regular file has an output's name.</summary>
    NotAFile,

    /// <summary>An output cannot be looked at or read.</summary>
    Unreadable,

    /// <summary>Bytes of the ledger that are no record.</summary>
    Damaged,

    /// <summary>Half a line at the end of a file of the ledger: its worker died while it wrote.</summary>
    Torn,

    /// <summary>Staging or claims of a worker that is dead.</summary>
    Leftover,

    /// <summary>A temporary file that was never renamed into place.</summary>
    Temporary,
}
