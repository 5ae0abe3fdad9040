using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Json;

/// <summary>UTF-8 that also holds lone surrogates, three bytes each. Pure.</summary>
internal static class Wtf8
{
    /// <summary>The code point at i, which moves behind it.</summary>
    public static int Next(ReadOnlySpan<byte> text, ref int i)
    {
        int first = text[i++];
        if (first < 0x80)
            return first;
        var more =
            first >= 0xF0 ? 3
            : first >= 0xE0 ? 2
            : 1;
        var point = first & (0x3F >> more);
        for (; more > 0; more--)
            point = point << 6 | text[i++] & 0x3F;
        return point;
    }

    /// <summary>Writes a code point.</summary>
    public static void Append(int point, ByteBuffer to)
    {
        if (point < 0x80)
        {
            to.WriteByte((byte)point);
            return;
        }
        var more =
            point >= 0x10000 ? 3
            : point >= 0x800 ? 2
            : 1;
        to.WriteByte((byte)(0xFF00 >> (more + 1) & 0xFF | point >> 6 * more));
        while (--more >= 0)
            to.WriteByte((byte)(0x80 | point >> 6 * more & 0x3F));
    }
}
