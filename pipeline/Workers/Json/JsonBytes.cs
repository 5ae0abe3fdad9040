using System.Text;

namespace Sluice.Workers.Json;

/// <summary>
/// A whole JSON file as Python's <c>json.loads</c> takes its bytes: a byte order mark is passed over, and
/// UTF-16 with one is decoded. Pure.
/// </summary>
internal static class JsonBytes
{
    /// <summary>The file's text in UTF-8, without a byte order mark.</summary>
    public static ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> file) =>
        file switch
        {
            [0xEF, 0xBB, 0xBF, .. var text] => text,
            [0xFF, 0xFE, .. var text] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(text)),
            [0xFE, 0xFF, .. var text] => Encoding.UTF8.GetBytes(
                Encoding.BigEndianUnicode.GetString(text)
            ),
            _ => file,
        };
}
