using System.Runtime.InteropServices;
using Sluice.Engine.Files;

namespace Sluice.Engine.Fingerprints;

/// <summary>
/// A file's content hash as the cache has it, 72 bytes in memory and on disk. The path is there as a
/// hash only: with it the identity must be the same, inode included, and then the content is.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct HashEntry(ulong Path, FileIdentity Identity, Hash256 Hash)
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 72;
}
