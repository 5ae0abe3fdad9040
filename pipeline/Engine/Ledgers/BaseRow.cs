using System.Runtime.InteropServices;
using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>What planning asks of a done record, 72 bytes in memory and on disk.</summary>
/// <param name="Fingerprint">Zeros when it is no hash.</param>
/// <param name="First">Identity of the first output.</param>
/// <param name="More">Where the identities of the others begin in their table.</param>
/// <param name="Outputs">How many outputs there are.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct BaseRow(
    Hash256 Fingerprint,
    FileIdentity First,
    int More,
    int Outputs
);

/// <summary>The rest of what is indexed of a done record, 48 bytes.</summary>
/// <param name="Key">Hash of the unit's key.</param>
/// <param name="Order">What it supersedes.</param>
/// <param name="Offset">Of its line in the file.</param>
/// <param name="Length">Of its line without line feed.</param>
/// <param name="Flags">See <see cref="BaseFlags"/>.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct BasePlace(
    ulong Key,
    LedgerOrder Order,
    long Offset,
    int Length,
    BaseFlags Flags
);

/// <summary>Where a failure's or a shared list's line is.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct BaseLine(long Offset, int Length);

/// <summary>What is known of a row.</summary>
[Flags]
internal enum BaseFlags
{
    None = 0,

    /// <summary>
    /// Of the plan the file was written for, with that plan's fingerprint: rows so marked have
    /// different keys and no output in common.
    /// </summary>
    Proven = 1,
}
