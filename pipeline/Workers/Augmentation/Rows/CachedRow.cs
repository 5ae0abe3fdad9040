using System.Security.Cryptography;
using System.Text.Json;

namespace Sluice.Workers.Augmentation.Rows;

/// <summary>
/// A row as the cache keeps it: JSON after a checksum over key and JSON, for SQLite has none of its
/// own. Pure.
/// </summary>
internal static class CachedRow
{
    private const int ChecksumLength = 8;

    // Numbers before the texts.
    private const int Counts = 7;

    /// <summary>The row, or null where the value is damaged or another key's.</summary>
    public static AugmentedRow? Read(byte[] key, byte[] value)
    {
        if (!IsWhole(key, value))
            return null;
        try
        {
            return Decode(value.AsMemory(ChecksumLength));
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or IndexOutOfRangeException
                        or InvalidOperationException
                        or FormatException
            )
        {
            return null;
        }
    }

    /// <summary>The value of a row.</summary>
    public static byte[] Write(byte[] key, AugmentedRow row)
    {
        var encoded = Encode(row);
        return [.. Checksum(key, encoded), .. encoded];
    }

    private static bool IsWhole(byte[] key, byte[] value) =>
        value.Length > ChecksumLength
        && value
            .AsSpan(0, ChecksumLength)
            .SequenceEqual(Checksum(key, value.AsSpan(ChecksumLength)));

    private static byte[] Checksum(byte[] key, ReadOnlySpan<byte> value) =>
        SHA256.HashData([.. key, .. value])[..ChecksumLength];

    private static byte[] Encode(AugmentedRow row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            json.WriteNumberValue(row.Counts.NoCandidate);
            json.WriteNumberValue(row.Counts.Unchanged);
            json.WriteNumberValue(row.Counts.TooSimilar);
            json.WriteNumberValue(row.Counts.TooDifferent);
            json.WriteNumberValue(row.Counts.Duplicates);
            json.WriteNumberValue(row.Counts.EvidenceMissing);
            json.WriteNumberValue(row.Counts.Candidates);
            foreach (var variant in row.Variants)
            {
                json.WriteStringValue(variant.Text);
                json.WriteStringValue(variant.Evidence);
            }
            json.WriteEndArray();
        }
        return stream.ToArray();
    }

    private static AugmentedRow Decode(ReadOnlyMemory<byte> value)
    {
        using var document = JsonDocument.Parse(value);
        var json = document.RootElement;
        var variants = new AugmentedText[(json.GetArrayLength() - Counts) / 2];
        for (var i = 0; i < variants.Length; i++)
            variants[i] = new(
                json[Counts + 2 * i].GetString()!,
                json[Counts + 1 + 2 * i].GetString()!
            );
        return new AugmentedRow(
            variants,
            new RowCounts
            {
                Produced = variants.Length,
                NoCandidate = json[0].GetInt32(),
                Unchanged = json[1].GetInt32(),
                TooSimilar = json[2].GetInt32(),
                TooDifferent = json[3].GetInt32(),
                Duplicates = json[4].GetInt32(),
                EvidenceMissing = json[5].GetInt32(),
                Candidates = json[6].GetInt32(),
            }
        );
    }
}
