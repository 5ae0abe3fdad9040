using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;

namespace Sluice.Engine.Ledgers;

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
            json.WriteString(LedgerNames.Kind, LedgerNames.Header);
            json.WriteNumber(LedgerNames.Version, Version);
            json.WriteString("worker", worker);
        });

    /// <summary>Parts shared by the units of one plan, written once before the first record that names them.</summary>
    public static byte[] Shared(string id, IReadOnlyList<FingerprintPart> parts) =>
        ChecksummedLine.Of(json =>
        {
            json.WriteString(LedgerNames.Kind, LedgerNames.Shared);
            json.WriteString(LedgerNames.Id, id);
            WriteParts(json, LedgerNames.Parts, parts);
        });

    public static byte[] Done(DoneRecord record) =>
        ChecksummedLine.Of(json =>
        {
            WriteCommon(json, LedgerNames.Done, record);
            json.WriteString(LedgerNames.SharedId, record.SharedParts);
            if (record.OwnParts.Count > 0)
                WriteParts(json, LedgerNames.Own, record.OwnParts);
            json.WriteStartArray(LedgerNames.Outputs);
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
            WriteCommon(json, LedgerNames.Failed, record);
            json.WriteNumber(LedgerNames.Exit, record.ExitCode);
            json.WriteString(LedgerNames.Error, record.Error);
            json.WriteString(LedgerNames.Log, record.Log);
        });

    public static LedgerRecord ReadRecord(JsonElement json)
    {
        var unit = json.GetProperty(LedgerNames.Unit).GetString()!;
        var fingerprint = json.GetProperty(LedgerNames.Fingerprint).GetString()!;
        var generation = json.GetProperty(LedgerNames.Generation).GetInt64();
        var at = DateTimeOffset.Parse(
            json.GetProperty(LedgerNames.At).GetString()!,
            CultureInfo.InvariantCulture
        );
        var worker = json.GetProperty(LedgerNames.Worker).GetString()!;
        var sequence = json.GetProperty(LedgerNames.Sequence).GetInt64();
        var attempt = json.GetProperty(LedgerNames.Attempt).GetInt32();
        var seconds = json.GetProperty(LedgerNames.Seconds).GetDouble();
        return json.GetProperty(LedgerNames.Kind).GetString() == LedgerNames.Done
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
                SharedParts = json.GetProperty(LedgerNames.SharedId).GetString()!,
                OwnParts = json.TryGetProperty(LedgerNames.Own, out var own) ? ReadParts(own) : [],
                Outputs =
                [
                    .. json.GetProperty(LedgerNames.Outputs).EnumerateArray().Select(ReadOutput),
                ],
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
                ExitCode = json.GetProperty(LedgerNames.Exit).GetInt32(),
                Error = json.GetProperty(LedgerNames.Error).GetString()!,
                Log = json.GetProperty(LedgerNames.Log).GetString()!,
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
        json.WriteString(LedgerNames.Kind, type);
        json.WriteString(LedgerNames.Unit, record.Unit);
        json.WriteString(LedgerNames.Fingerprint, record.Fingerprint);
        json.WriteNumber(LedgerNames.Generation, record.Generation);
        json.WriteString(
            LedgerNames.At,
            record.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
        );
        json.WriteString(LedgerNames.Worker, record.Worker);
        json.WriteNumber(LedgerNames.Sequence, record.Sequence);
        json.WriteNumber(LedgerNames.Attempt, record.Attempt);
        json.WriteNumber(LedgerNames.Seconds, Math.Round(record.Seconds, 4));
    }
}
