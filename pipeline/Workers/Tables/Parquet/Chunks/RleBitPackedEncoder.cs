namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>
/// Parquet's RLE/bit-packed hybrid (Encodings.md, "Run Length Encoding / Bit-Packing Hybrid") of
/// definition levels and dictionary indices.
/// </summary>
internal static class RleBitPackedEncoder
{
    /// <summary>
    /// Appends <paramref name="values"/>, each below 2^<paramref name="bitWidth"/>, width 1 to 31.
    /// Eight or more equal values become a repeated run, all else is packed in groups of eight; the
    /// last group is padded with zeros, which readers drop by the page's count of values.
    /// </summary>
    public static void Encode(ByteBuffer output, ReadOnlySpan<int> values, int bitWidth)
    {
        var packedFrom = 0;
        var at = 0;
        while (at < values.Length)
        {
            var rest = values[at..];
            var run = rest.IndexOfAnyExcept(rest[0]);
            if (run < 0)
                run = rest.Length;
            // Packed runs hold whole groups, so an unfinished one is filled from the repeated values.
            var borrowed = -(at - packedFrom) & 7;
            if (run - borrowed < 8)
            {
                at += run;
                continue;
            }
            WritePacked(output, values[packedFrom..(at + borrowed)], bitWidth);
            WriteRepeated(output, values[at], run - borrowed, bitWidth);
            at += run;
            packedFrom = at;
        }
        WritePacked(output, values[packedFrom..], bitWidth);
    }

    private static void WriteRepeated(ByteBuffer output, int value, int count, int bitWidth)
    {
        output.WriteVarint((ulong)count << 1);
        for (var shift = 0; shift < bitWidth; shift += 8)
            output.WriteByte((byte)(value >> shift));
    }

    private static void WritePacked(ByteBuffer output, ReadOnlySpan<int> values, int bitWidth)
    {
        if (values.IsEmpty)
            return;
        var groups = (values.Length + 7) / 8;
        output.WriteVarint((ulong)groups << 1 | 1);
        var size = groups * bitWidth;
        var bytes = output.Reserve(size)[..size];
        bytes.Clear();
        ulong pending = 0;
        var bits = 0;
        var at = 0;
        foreach (var value in values)
        {
            pending |= (ulong)(uint)value << bits;
            bits += bitWidth;
            for (; bits >= 8; bits -= 8, pending >>= 8)
                bytes[at++] = (byte)pending;
        }
        if (bits > 0)
            bytes[at] = (byte)pending;
        output.Advance(size);
    }
}
