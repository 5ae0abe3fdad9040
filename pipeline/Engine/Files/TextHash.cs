using System.Runtime.InteropServices;

namespace Sluice.Engine.Files;

/// <summary>
/// 64 bits of a text that are the same on every machine and in every run, to find it quickly in a
/// file. Not for trust: whoever finds by it looks whether it is the one.
/// </summary>
internal static class TextHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xD6E8FEB86659FD93;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        var hash = First ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Fold(hash ^ MemoryMarshal.Read<ulong>(bytes), Second);
            bytes = bytes[8..];
        }
        ulong rest = 0;
        foreach (var b in bytes)
            rest = rest << 8 | b;
        return Fold(hash ^ rest ^ First, Second);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
