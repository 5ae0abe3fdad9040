using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Engine.UpToDate;

/// <summary>
/// A line of JSON that ends in <c>,"crc":"xxxxxxxx"}</c>, the CRC-32C of all bytes before it: a line
/// that is torn, damaged or not ours is never taken for one of ours.
/// </summary>
internal static class ChecksummedLine
{
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
        // ,"crc":"xxxxxxxx"}
        const int tail = 18;
        if (line.Length < tail)
            return null;
        var body = line.Span[..^tail];
        if (!line.Span[^tail..].SequenceEqual(Tail(body)))
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

    /// <summary>CRC-32C as 8 hex digits.</summary>
    public static string Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return $"{~crc:x8}";
    }

    private static byte[] Tail(ReadOnlySpan<byte> body) =>
        Encoding.ASCII.GetBytes($",\"crc\":\"{Checksum(body)}\"}}");
}
