using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Sluice.Engine.Files;

namespace Sluice.Engine.UpToDate;

/// <summary>
/// The ledger on disk: JSON Lines. Each line ends in <c>,"crc":"xxxxxxxx"}</c>, the CRC-32C of all
/// bytes before it. The first line of a file names the format's version.
/// </summary>
internal static class LedgerFormat
{
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The first line of a file.</summary>
    public static byte[] Header(string worker) =>
        Line(json =>
        {
            json.WriteString("t", "ledger");
            json.WriteNumber("version", Version);
            json.WriteString("worker", worker);
        });

    /// <summary>Parts shared by the units of one plan, written once before the first record that names them.</summary>
    public static byte[] Shared(string id, IReadOnlyList<FingerprintPart> parts) =>
        Line(json =>
        {
            json.WriteString("t", "shared");
            json.WriteString("id", id);
            WriteParts(json, "parts", parts);
        });

    public static byte[] Done(DoneRecord record) =>
        Line(json =>
        {
            WriteCommon(json, "done", record);
            json.WriteString("shared", record.SharedParts);
            if (record.OwnParts.Count > 0)
                WriteParts(json, "own", record.OwnParts);
            json.WriteStartArray("out");
            foreach (var (path, id, hash) in record.Outputs)
            {
                json.WriteStartArray();
                json.WriteStringValue(path);
                json.WriteNumberValue(id.Inode);
                json.WriteNumberValue(id.Size);
                json.WriteNumberValue(id.Modified);
                json.WriteNumberValue(id.Changed);
                json.WriteStringValue(hash);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        });

    public static byte[] Failed(FailedRecord record) =>
        Line(json =>
        {
            WriteCommon(json, "failed", record);
            json.WriteNumber("exit", record.ExitCode);
            json.WriteString("error", record.Error);
            json.WriteString("log", record.Log);
        });

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

    public static LedgerRecord ReadRecord(JsonElement json)
    {
        var unit = json.GetProperty("u").GetString()!;
        var fingerprint = json.GetProperty("f").GetString()!;
        var generation = json.GetProperty("g").GetInt64();
        var at = DateTimeOffset.Parse(
            json.GetProperty("at").GetString()!,
            CultureInfo.InvariantCulture
        );
        var worker = json.GetProperty("w").GetString()!;
        var sequence = json.GetProperty("i").GetInt64();
        var attempt = json.GetProperty("n").GetInt32();
        var seconds = json.GetProperty("s").GetDouble();
        return json.GetProperty("t").GetString() == "done"
            ? new DoneRecord
            {
                Unit = unit,
                Fingerprint = fingerprint,
                Generation = generation,
                At = at,
                Worker = worker,
                Sequence = sequence,
                Attempt = attempt,
                Seconds = seconds,
                SharedParts = json.GetProperty("shared").GetString()!,
                OwnParts = json.TryGetProperty("own", out var own) ? ReadParts(own) : [],
                Outputs = [.. json.GetProperty("out").EnumerateArray().Select(ReadOutput)],
            }
            : new FailedRecord
            {
                Unit = unit,
                Fingerprint = fingerprint,
                Generation = generation,
                At = at,
                Worker = worker,
                Sequence = sequence,
                Attempt = attempt,
                Seconds = seconds,
                ExitCode = json.GetProperty("exit").GetInt32(),
                Error = json.GetProperty("error").GetString()!,
                Log = json.GetProperty("log").GetString()!,
            };
    }

    public static void WriteParts(
        Utf8JsonWriter json,
        string name,
        IReadOnlyList<FingerprintPart> parts
    )
    {
        json.WriteStartArray(name);
        foreach (var part in parts)
        {
            json.WriteStringValue(part.Kind.ToString());
            json.WriteStringValue(part.Name);
            json.WriteStringValue(part.Value);
        }
        json.WriteEndArray();
    }

    public static FingerprintPart[] ReadParts(JsonElement json)
    {
        var parts = new FingerprintPart[json.GetArrayLength() / 3];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = new FingerprintPart(
                Enum.Parse<PartKind>(json[3 * i].GetString()!),
                json[3 * i + 1].GetString()!,
                json[3 * i + 2].GetString()!
            );
        return parts;
    }

    private static OutputRecord ReadOutput(JsonElement json) =>
        new(
            json[0].GetString()!,
            new FileIdentity(
                json[1].GetInt64(),
                json[2].GetInt64(),
                json[3].GetInt64(),
                json[4].GetInt64()
            ),
            json[5].GetString()!
        );

    private static void WriteCommon(Utf8JsonWriter json, string type, LedgerRecord record)
    {
        json.WriteString("t", type);
        json.WriteString("u", record.Unit);
        json.WriteString("f", record.Fingerprint);
        json.WriteNumber("g", record.Generation);
        json.WriteString("at", record.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("w", record.Worker);
        json.WriteNumber("i", record.Sequence);
        json.WriteNumber("n", record.Attempt);
        json.WriteNumber("s", Math.Round(record.Seconds, 4));
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
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

    private static byte[] Tail(ReadOnlySpan<byte> body)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in body)
            crc = BitOperations.Crc32C(crc, b);
        return Encoding.ASCII.GetBytes($",\"crc\":\"{~crc:x8}\"}}");
    }
}
