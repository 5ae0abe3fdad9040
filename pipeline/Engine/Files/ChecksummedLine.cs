using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Engine.Files;

/// <summary>
/// A line of JSON that ends in <c>,"crc":"xxxxxxxx"}</c>, the CRC-32C of all bytes before it: a line
/// that is torn, damaged or not ours is never taken for one of ours.
/// </summary>
internal static class ChecksummedLine
{
    // ,"crc":"xxxxxxxx"}
    private const int TailLength = 18;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The line of an object whose properties are written, with its line feed.</summary>
    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        var body = buffer.WrittenSpan[..^1];
        return [.. body, .. Tail(body), (byte)'\n'];
    }

    /// <summary>The JSON of a line (without line feed) whose checksum holds, else null.</summary>
    public static JsonDocument? Open(ReadOnlyMemory<byte> line)
    {
        if (!IsWhole(line.Span))
            return null;
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a line (without line feed) ends in the right checksum.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> line)
    {
        if (line.Length < TailLength)
            return false;
        var tail = line[^TailLength..];
        return tail.StartsWith(",\"crc\":\""u8)
            && tail.EndsWith("\"}"u8)
            && Utf8Parser.TryParse(tail.Slice(8, 8), out uint crc, out var digits, 'x')
            && digits == 8
            && !tail.Slice(8, 8).ContainsAnyInRange((byte)'A', (byte)'F')
            && crc == Crc32C.Of(line[..^TailLength]);
    }

    /// <summary>CRC-32C as 8 hex digits.</summary>
    public static string Checksum(ReadOnlySpan<byte> bytes) => $"{Crc32C.Of(bytes):x8}";

    private static byte[] Tail(ReadOnlySpan<byte> body) =>
        Encoding.ASCII.GetBytes($",\"crc\":\"{Checksum(body)}\"}}");
}
