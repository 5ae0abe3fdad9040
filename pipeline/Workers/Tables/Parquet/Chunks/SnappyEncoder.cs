using System.Buffers.Binary;
using System.Numerics;

namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>
/// Compresses to the raw Snappy format (format_description.txt of google/snappy): a greedy search
/// over blocks of 64 KiB, the same bytes on every machine. Not thread-safe.
/// </summary>
internal sealed class SnappyEncoder
{
    private const int BlockSize = 1 << 16;
    private const int HashBits = 14;
    private readonly ushort[] _positions = new ushort[1 << HashBits];

    public void Compress(ReadOnlySpan<byte> input, ByteBuffer output)
    {
        output.WriteVarint((ulong)input.Length);
        for (var start = 0; start < input.Length; start += BlockSize)
            CompressBlock(input.Slice(start, Math.Min(BlockSize, input.Length - start)), output);
    }

    private void CompressBlock(ReadOnlySpan<byte> block, ByteBuffer output)
    {
        // An unset position reads as 0, a candidate like any other: it counts only if its bytes match.
        Array.Clear(_positions);
        var literalFrom = 0;
        var at = 1;
        // Misses widen the step by a 32nd of a byte each, so what cannot be compressed passes quickly.
        var misses = 32;
        while (at + 4 <= block.Length)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(block[at..]);
            ref var position = ref _positions[word * 0x1E35A7BD >> (32 - HashBits)];
            var candidate = (int)position;
            position = (ushort)at;
            if (BinaryPrimitives.ReadUInt32LittleEndian(block[candidate..]) != word)
            {
                at += misses++ >> 5;
                continue;
            }
            misses = 32;
            WriteLiteral(block[literalFrom..at], output);
            var length = 4 + CommonPrefix(block[(candidate + 4)..], block[(at + 4)..]);
            WriteCopy(at - candidate, length, output);
            at += length;
            literalFrom = at;
        }
        WriteLiteral(block[literalFrom..], output);
    }

    private static int CommonPrefix(ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later)
    {
        var length = 0;
        while (length + 8 <= later.Length)
        {
            var difference =
                BinaryPrimitives.ReadUInt64LittleEndian(earlier[length..])
                ^ BinaryPrimitives.ReadUInt64LittleEndian(later[length..]);
            if (difference != 0)
                return length + BitOperations.TrailingZeroCount(difference) / 8;
            length += 8;
        }
        while (length < later.Length && earlier[length] == later[length])
            length++;
        return length;
    }

    private static void WriteLiteral(ReadOnlySpan<byte> bytes, ByteBuffer output)
    {
        if (bytes.IsEmpty)
            return;
        var last = bytes.Length - 1;
        if (last < 60)
            output.WriteByte((byte)(last << 2));
        else if (last < 256)
            output.Write([60 << 2, (byte)last]);
        else
            output.Write([61 << 2, (byte)last, (byte)(last >> 8)]);
        output.Write(bytes);
    }

    private static void WriteCopy(int offset, int length, ByteBuffer output)
    {
        while (length > 0)
        {
            // A copy has at most 64 bytes. Taking 60 of 65 to 67 leaves at least 4, the fewest that
            // the shorter form can hold.
            var part = length switch
            {
                <= 64 => length,
                < 68 => 60,
                _ => 64,
            };
            if (part is >= 4 and < 12 && offset < 2048)
                output.Write([(byte)(1 | part - 4 << 2 | offset >> 8 << 5), (byte)offset]);
            else
                output.Write([(byte)(2 | part - 1 << 2), (byte)offset, (byte)(offset >> 8)]);
            length -= part;
        }
    }
}
