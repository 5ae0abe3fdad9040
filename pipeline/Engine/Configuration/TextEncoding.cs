using System.Buffers;
using System.Text;

namespace Sluice.Engine.Configuration;

/// <summary>
/// Text of a settings file, decoded strictly: UTF-8 with or without a byte order mark, and UTF-16 with
/// one, as some shells write it. Nothing else is guessed at, so that no letter becomes U+FFFD. Pure.
/// </summary>
internal static class TextEncoding
{
    /// <summary>The file's text; null when it is in none of these encodings, with the line, from 1, and what stands there.</summary>
    public static (string? Text, int Line, string Found) Decode(ReadOnlySpan<byte> file) =>
        file switch
        {
            [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => (null, 1, "UTF-32"),
            [0xFF, 0xFE, .. var text] => Utf16(text, bigEndian: false),
            [0xFE, 0xFF, .. var text] => Utf16(text, bigEndian: true),
            [0xEF, 0xBB, 0xBF, .. var text] => Utf8(text),
            _ => Utf8(file),
        };

    private static (string?, int, string) Utf8(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)0) is >= 0 and var nul)
            return (
                null,
                LineAt(text, nul),
                nul < 2
                    ? "a NUL: it looks like UTF-16 without a byte order mark"
                    : "a NUL: it is no text, or damaged"
            );
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var size) == OperationStatus.Done)
            at += size;
        return at == text.Length
            ? (Encoding.UTF8.GetString(text), 0, "")
            : (
                null,
                LineAt(text, at),
                $"the byte 0x{text[at]:X2}, which is no UTF-8 (as in Latin-1 or Windows-1252)"
            );
    }

    private static (string?, int, string) Utf16(ReadOnlySpan<byte> text, bool bigEndian)
    {
        var decoder = new UnicodeEncoding(
            bigEndian,
            byteOrderMark: false,
            throwOnInvalidBytes: true
        );
        try
        {
            return (decoder.GetString(text), 0, "");
        }
        catch (DecoderFallbackException)
        {
            var loose = new UnicodeEncoding(bigEndian, byteOrderMark: false).GetString(text);
            var before = loose[..Math.Max(0, loose.IndexOf('\uFFFD'))];
            return (null, 1 + before.AsSpan().Count('\n'), "damaged UTF-16");
        }
    }

    private static int LineAt(ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..offset];
        return 1 + before.Count((byte)'\n') + before.Count((byte)'\r') - before.Count("\r\n"u8);
    }
}
