using System.Text;

namespace Sluice.Workers.Tables.Csv;

/// <summary>The encodings a CSV file may be in, and which of them bytes that are no UTF-8 look like.</summary>
internal static class CsvEncoding
{
    /// <summary>The encoding without a setting.</summary>
    public const string Utf8 = "utf-8";

    private const string Utf16 = "utf-16";
    private const string Western = "windows-1252";

    /// <summary>What a setting may name.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [Utf8, Utf16, "utf-16le", "utf-16be", "latin-1", Western];

    /// <summary>The name a user means by other spellings, such as cp1252 or ISO-8859-1; null for none.</summary>
    public static string? Canonical(string name) =>
        name.ToLowerInvariant().Replace('_', '-') switch
        {
            "utf-8" or "utf8" or "utf-8-sig" => Utf8,
            "utf-16" or "utf16" or "unicode" => Utf16,
            "utf-16le" or "utf-16-le" => "utf-16le",
            "utf-16be" or "utf-16-be" => "utf-16be",
            "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" => "latin-1",
            "windows-1252" or "cp1252" or "cp-1252" or "ansi" => Western,
            _ => null,
        };

    /// <summary>The file's text in UTF-8 without a byte order mark.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="encoding">One of <see cref="Names"/> but UTF-8.</param>
    /// <exception cref="DecoderFallbackException">A byte has no meaning in the encoding.</exception>
    internal static byte[] ToUtf8(byte[] bytes, string encoding)
    {
        var text = Decoder(bytes, encoding).GetString(bytes);
        return Encoding.UTF8.GetBytes(text.StartsWith('\uFEFF') ? text[1..] : text);
    }

    /// <summary>What bytes that are no text in UTF-8 look like: one of <see cref="Names"/>, or null.</summary>
    internal static string? Guess(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
            || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        )
            return Utf16;
        var start = bytes[..Math.Min(bytes.Length, 4096)];
        int even = 0,
            odd = 0,
            control = 0;
        for (var i = 0; i < start.Length; i++)
            if (start[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
            else if (start[i] < 32 && start[i] is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
                control++;
        if (odd * 3 > start.Length && even == 0)
            return "utf-16le";
        if (even * 3 > start.Length && odd == 0)
            return "utf-16be";
        // Binary files have NULs and control characters; texts of the western code pages have neither.
        return bytes.Contains((byte)0) || control > 0 ? null : Western;
    }

    private static Encoding Decoder(ReadOnlySpan<byte> bytes, string encoding)
    {
        var bigEndian =
            encoding == "utf-16be"
            || encoding == Utf16 && bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        return encoding switch
        {
            "latin-1" => Encoding.Latin1,
            Western => CodePagesEncodingProvider.Instance.GetEncoding(
                1252,
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            )!,
            _ => new UnicodeEncoding(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true),
        };
    }
}
