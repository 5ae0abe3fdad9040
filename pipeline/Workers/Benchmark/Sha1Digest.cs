using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sluice.Workers.Benchmark;

/// <summary>A SHA-1, 20 bytes in place; the order is that of its hexadecimal text.</summary>
internal readonly record struct Sha1Digest(ulong First, ulong Second, uint Third)
    : IComparable<Sha1Digest>
{
    /// <summary>Of some bytes.</summary>
    public static Sha1Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(bytes, hash);
        return new(
            BinaryPrimitives.ReadUInt64BigEndian(hash),
            BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(hash[16..])
        );
    }

    /// <inheritdoc/>
    public int CompareTo(Sha1Digest other)
    {
        var order = First.CompareTo(other.First);
        if (order == 0)
            order = Second.CompareTo(other.Second);
        return order != 0 ? order : Third.CompareTo(other.Third);
    }

    /// <summary>40 hexadecimal digits.</summary>
    public override string ToString() => $"{First:x16}{Second:x16}{Third:x8}";
}
