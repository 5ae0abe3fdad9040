using System.Security.Cryptography;
using System.Text;

namespace Sluice.Engine.Files;

/// <summary>SHA-256 as 64 lower-case hex digits: the one form hashes take in files and messages.</summary>
public static class Sha256Hex
{
    /// <summary>Hash of a file's content.</summary>
    public static string OfFile(string path) => Hash256.OfFile(path).ToString();

    /// <summary>Hash of a text's UTF-8 bytes.</summary>
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>Hash of bytes.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes));
}
