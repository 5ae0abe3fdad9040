using System.Buffers.Binary;

namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>A growable byte array written at its end, little-endian, and reused between pages.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for at least <paramref name="size"/> bytes at the end, not yet counted as written.</summary>
    public Span<byte> Reserve(int size)
    {
        if (size > _bytes.Length - Length)
        {
            var needed = checked(Length + size);
            var doubled = Math.Min(2L * _bytes.Length, Array.MaxLength);
            Array.Resize(ref _bytes, (int)Math.Max(doubled, needed));
        }
        return _bytes.AsSpan(Length);
    }

    /// <summary>Counts <paramref name="size"/> reserved bytes as written.</summary>
    public void Advance(int size) => Length += size;

    public void WriteByte(byte value)
    {
        if (Length == _bytes.Length)
            Reserve(1);
        _bytes[Length++] = value;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    public void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        Length += 4;
    }

    public void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
        Length += 8;
    }

    /// <summary>Unsigned LEB128: seven bits a byte, lowest first.</summary>
    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }
        WriteByte((byte)value);
    }

    /// <summary>Overwrites four written bytes at <paramref name="offset"/>.</summary>
    public void PatchInt32(int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(offset, 4), value);
}
