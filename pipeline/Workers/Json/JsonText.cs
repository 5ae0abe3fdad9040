using System.Buffers;
using System.Globalization;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Json;

/// <summary>
/// JSON strings as Python writes them. Decoded text is UTF-8 in which a lone surrogate stands as its
/// three bytes, so that it survives and texts order by code point as their bytes do.
/// </summary>
internal static class JsonText
{
    // What Quote does not simply copy; 0xED begins surrogates.
    private static readonly SearchValues<byte> s_special = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(i => (byte)i),
        (byte)'"',
        (byte)'\\',
        0xED,
    ]);

    private static readonly SearchValues<byte> s_plain = SearchValues.Create([
        .. Enumerable
            .Range(0x20, 0x5F)
            .Select(i => (byte)i)
            .Where(c => c is not ((byte)'"' or (byte)'\\')),
    ]);

    /// <summary>Where the escape that begins at i ends.</summary>
    /// <exception cref="JsonFault">It is none.</exception>
    public static int SkipEscape(ReadOnlySpan<byte> text, int i)
    {
        if (i + 1 >= text.Length)
            throw Cut(text);
        if ("\"\\/bfnrt"u8.Contains(text[i + 1]))
            return i + 2;
        if (text[i + 1] != 'u')
            throw new JsonFault($"there is no escape \\ {Shown(text[i + 1])}", i);
        for (var k = i + 2; k < i + 6; k++)
            if (k >= text.Length)
                throw Cut(text);
            else if (!char.IsAsciiHexDigit((char)text[k]))
                throw new JsonFault($"4 hexadecimal digits expected after \\u", i);
        return i + 6;
    }

    /// <summary>Decodes the raw text of a string that has escapes.</summary>
    public static void Decode(ReadOnlySpan<byte> raw, ByteBuffer to)
    {
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            to.Write(raw[..at]);
            raw = raw[at..];
            if (raw[1] != 'u')
            {
                to.WriteByte(
                    raw[1] switch
                    {
                        (byte)'b' => 8,
                        (byte)'f' => 12,
                        (byte)'n' => 10,
                        (byte)'r' => 13,
                        (byte)'t' => 9,
                        var itself => itself,
                    }
                );
                raw = raw[2..];
                continue;
            }
            var unit = Unit(raw);
            raw = raw[6..];
            if (
                char.IsHighSurrogate((char)unit)
                && raw is [(byte)'\\', (byte)'u', _, _, _, _, ..]
                && char.IsLowSurrogate((char)Unit(raw))
            )
            {
                unit = char.ConvertToUtf32((char)unit, (char)Unit(raw));
                raw = raw[6..];
            }
            Wtf8.Append(unit, to);
        }
        to.Write(raw);
    }

    /// <summary>Writes decoded text in quotes, as <c>ensure_ascii=False</c> does.</summary>
    public static void Quote(ReadOnlySpan<byte> text, ByteBuffer to)
    {
        to.WriteByte((byte)'"');
        while (text.IndexOfAny(s_special) is >= 0 and var at)
        {
            to.Write(text[..at]);
            // UTF-8 proper has no surrogate, and Python could not write one: it stays an escape.
            if (text[at] != 0xED || text[at + 1] >= 0xA0)
                Escape(Wtf8.Next(text, ref at), to);
            else
                to.WriteByte(text[at++]);
            text = text[at..];
        }
        to.Write(text);
        to.WriteByte((byte)'"');
    }

    /// <summary>Writes decoded text in quotes, as <c>ensure_ascii=True</c> does.</summary>
    public static void QuoteAscii(ReadOnlySpan<byte> text, ByteBuffer to)
    {
        to.WriteByte((byte)'"');
        while (text.IndexOfAnyExcept(s_plain) is >= 0 and var at)
        {
            to.Write(text[..at]);
            var point = Wtf8.Next(text, ref at);
            if (point < 0x10000)
                Escape(point, to);
            else
            {
                Escape(0xD800 + ((point - 0x10000) >> 10), to);
                Escape(0xDC00 + ((point - 0x10000) & 0x3FF), to);
            }
            text = text[at..];
        }
        to.Write(text);
        to.WriteByte((byte)'"');
    }

    /// <summary>A byte as people see it.</summary>
    public static string Shown(byte c) =>
        c is > 0x20 and < 0x7F ? $"'{(char)c}'" : $"the byte 0x{c:x2}";

    private static void Escape(int unit, ByteBuffer to)
    {
        to.WriteByte((byte)'\\');
        var at = "\"\\\b\f\n\r\t".IndexOf((char)unit);
        if (at >= 0)
        {
            to.WriteByte("\"\\bfnrt"u8[at]);
            return;
        }
        to.WriteByte((byte)'u');
        for (var shift = 12; shift >= 0; shift -= 4)
            to.WriteByte("0123456789abcdef"u8[unit >> shift & 15]);
    }

    private static int Unit(ReadOnlySpan<byte> escape) =>
        int.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static JsonFault Cut(ReadOnlySpan<byte> text) =>
        new("the file ends in the middle", text.Length) { IsEnd = true };
}
