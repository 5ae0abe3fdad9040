using System.Buffers.Binary;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark;

/// <summary>
/// Sort keys as bytes whose plain order is that of the tuples they stand for: texts by code point,
/// each with an end that comes before every character, whole numbers by value. Pure.
/// </summary>
internal static class SortKey
{
    public static void Write(ReadOnlySpan<byte> text, ByteBuffer to)
    {
        // 0 is the end; a text's own 0 and 1 stand behind it as two bytes.
        while (text.IndexOfAnyInRange<byte>(0, 1) is >= 0 and var at)
        {
            to.Write(text[..at]);
            to.WriteByte(1);
            to.WriteByte((byte)(text[at] + 1));
            text = text[(at + 1)..];
        }
        to.Write(text);
        to.WriteByte(0);
    }

    public static void Write(long number, ByteBuffer to)
    {
        BinaryPrimitives.WriteInt64BigEndian(to.Reserve(8), number ^ long.MinValue);
        to.Advance(8);
    }
}
