using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sluice.Engine.Files;

/// <summary>
/// A SHA-256 as its 32 bytes: what is held a million times over. Its text, 64 lower-case hex digits,
/// is made where people or JSON want it.
/// </summary>
public readonly record struct Hash256(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = 32;

    private const int Digits = 2 * Size;

    [ThreadStatic]
    private static byte[]? _buffer;

    /// <summary>Hash of bytes.</summary>
    public static Hash256 Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(content, hash);
        return Read(hash);
    }

    /// <summary>Hash of a file's content.</summary>
    public static Hash256 OfFile(string path)
    {
        _buffer ??= new byte[1 << 16];
        using var file = Disk.OpenRead(path);
        var length = RandomAccess.Read(file, _buffer, 0);
        if (length < _buffer.Length)
            // Most files end within the first piece; only a second look tells, for a read may be short.
            length += RandomAccess.Read(file, _buffer.AsSpan(length), length);
        if (length < _buffer.Length && RandomAccess.GetLength(file) <= length)
            return Of(_buffer.AsSpan(0, length));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (
            long offset = 0;
            (length = RandomAccess.Read(file, _buffer, offset)) > 0;
            offset += length
        )
            hash.AppendData(_buffer, 0, length);
        return Read(hash.GetCurrentHash());
    }

    /// <summary>From its 32 bytes.</summary>
    public static Hash256 Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<Hash256>(bytes);

    /// <summary>Writes its 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes) => MemoryMarshal.Write(bytes, in this);

    /// <summary>From 64 lower-case hex digits; false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var isHash = text.Length == Digits && !text.ContainsAnyInRange('A', 'F');
        isHash =
            isHash
            && Convert.FromHexString(text, bytes, out _, out _)
                == System.Buffers.OperationStatus.Done;
        hash = isHash ? Read(bytes) : default;
        return isHash;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Hash256)"/>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out Hash256 hash)
    {
        Span<char> text = stackalloc char[Digits];
        hash = default;
        return ascii.Length == Digits
            && System.Text.Ascii.ToUtf16(ascii, text, out _) == System.Buffers.OperationStatus.Done
            && TryParse(text, out hash);
    }

    /// <summary>64 hex digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
