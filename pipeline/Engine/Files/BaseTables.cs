using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sluice.Engine.Files;

/// <summary>
/// Tables of fixed rows one after the other in a file, each checksummed as a whole in pieces, so
/// that reading verifies while the bytes are still in the processor's cache.
/// </summary>
internal static class BaseTables
{
    /// <summary>Bytes under one checksum.</summary>
    public const int Piece = 1 << 18;

    /// <summary>Checksums of a table.</summary>
    public static int Pieces(long bytes) => (int)((bytes + Piece - 1) / Piece);

    /// <summary>The checksums of a table.</summary>
    public static uint[] Checksums(ReadOnlySpan<byte> table)
    {
        var checksums = new uint[Pieces(table.Length)];
        for (var i = 0; i < checksums.Length; i++)
            checksums[i] = Crc32C.Of(PieceOf(table, i));
        return checksums;
    }

    /// <summary>Reads a table; null when its bytes are not all there or a checksum is wrong.</summary>
    public static T[]? Read<T>(SafeFileHandle file, long offset, int rows, uint[] checksums)
        where T : unmanaged
    {
        var table = GC.AllocateUninitializedArray<T>(rows);
        for (var i = 0; i < checksums.Length; i++)
        {
            var piece = PieceOf(MemoryMarshal.AsBytes(table.AsSpan()), i);
            if (!Fill(file, piece, offset + (long)i * Piece) || Crc32C.Of(piece) != checksums[i])
                return null;
        }
        return table;
    }

    /// <summary>Reads exactly so many bytes; false when they are not there.</summary>
    public static bool Fill(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            offset += read;
        }
        return true;
    }

    private static ReadOnlySpan<byte> PieceOf(ReadOnlySpan<byte> table, int i) =>
        table.Slice(i * Piece, Math.Min(Piece, table.Length - i * Piece));

    private static Span<byte> PieceOf(Span<byte> table, int i) =>
        table.Slice(i * Piece, Math.Min(Piece, table.Length - i * Piece));
}
