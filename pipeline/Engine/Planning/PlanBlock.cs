using System.Runtime.InteropServices;

namespace Sluice.Engine.Planning;

/// <summary>Where a block of units is in a plan file.</summary>
/// <param name="Offset">From the file's start.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Checksum">CRC-32C of the bytes.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct PlanBlock(long Offset, int Length, uint Checksum)
{
    /// <summary>Bytes of an entry of the index.</summary>
    public const int Size = 16;
}
