using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Files;

namespace Sluice.Engine.UpToDate;

/// <summary>
/// The ledger on disk: one <see cref="ChecksummedLine"/> a record. The first line of a file names the
/// format's version.
/// </summary>
internal static class LedgerFormat
{
    public const int Version = 1;

    private static readonly byte[][] KindNames =
    [
        .. Enum.GetNames<PartKind>().Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>Refuses a file of a newer version by name.</summary>
    public static void Refuse(string path, int version)
    {
        if (version > Version)
            throw new UserError(
                $"{path}: written by a newer version of Sluice (ledger format {version}, this one reads up to {Version}); use that version"
            );
    }

    /// <summary>The first line of a file.</summary>
    public static byte[] Header(string worker) =>
        ChecksummedLine.Of(json =>
        {
            json.WriteString("t", "ledger");
            json.WriteNumber("version", Version);
            json.WriteString("worker", worker);
        });

    /// <summary>Parts shared by the units of one plan, written once before the first record that names them.</summary>
    public static byte[] Shared(string id, IReadOnlyList<FingerprintPart> parts) =>
        ChecksummedLine.Of(json =>
        {
            json.WriteString("t", "shared");
            json.WriteString("id", id);
            WriteParts(json, "parts", parts);
        });

    public static byte[] Done(DoneRecord record) =>
        ChecksummedLine.Of(json =>
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
        ChecksummedLine.Of(json =>
        {
            WriteCommon(json, "failed", record);
            json.WriteNumber("exit", record.ExitCode);
            json.WriteString("error", record.Error);
            json.WriteString("log", record.Log);
        });

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

    /// <summary>The part's kind of that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static PartKind KindOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < KindNames.Length; i++)
            if (name.SequenceEqual(KindNames[i]))
                return (PartKind)i;
        throw new FormatException("there is no such kind of part");
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
}
