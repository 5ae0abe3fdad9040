using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>
/// The line between a base file's records and its tables: how many rows each table has, and under
/// which checksums.
/// </summary>
internal sealed record BaseIndex
{
    /// <summary>Zeros after the line: a reader of lines that meets them knows that no record follows.</summary>
    public const int Zeros = 64;

    /// <summary>Bytes of one entry of each table, in the order they stand.</summary>
    public static readonly int[] RowSizes = [72, 32, 48, 12, 12];

    /// <summary>Of the format.</summary>
    public int Version { get; init; } = LedgerFormat.Version;

    /// <summary>The highest generation of any record.</summary>
    public required long Generation { get; init; }

    /// <summary>Rows of each table: done, more outputs, places, failures, shared lists.</summary>
    public required int[] Rows { get; init; }

    /// <summary>CRC-32C of each table's pieces.</summary>
    public required uint[][] Checksums { get; init; }

    /// <summary>Where a table begins, after the line and its zeros.</summary>
    public long OffsetOf(int table)
    {
        long offset = Zeros;
        for (var i = 0; i < table; i++)
            offset += (long)Rows[i] * RowSizes[i];
        return offset;
    }

    public byte[] Line() =>
        ChecksummedLine.Of(json =>
        {
            json.WriteString(LedgerNames.Kind, LedgerNames.Index);
            json.WriteNumber(LedgerNames.Version, Version);
            json.WriteNumber(LedgerNames.Generation, Generation);
            json.WriteStartArray("rows");
            foreach (var rows in Rows)
                json.WriteNumberValue(rows);
            json.WriteEndArray();
            json.WriteStartArray("crc32c");
            foreach (var checksums in Checksums)
            {
                json.WriteStartArray();
                foreach (var checksum in checksums)
                    json.WriteNumberValue(checksum);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        });

    /// <summary>Reads the line; null when it is damaged or does not fit together.</summary>
    public static BaseIndex? Read(ReadOnlyMemory<byte> line)
    {
        using var json = ChecksummedLine.Open(line);
        if (json is null)
            return null;
        try
        {
            var root = json.RootElement;
            var version = root.GetProperty("version").GetInt32();
            // Of a newer version nothing else is understood, nor needs to be: it is refused.
            if (version > LedgerFormat.Version)
                return new BaseIndex
                {
                    Version = version,
                    Generation = 0,
                    Rows = [],
                    Checksums = [],
                };
            var index = new BaseIndex
            {
                Generation = root.GetProperty(LedgerNames.Generation).GetInt64(),
                Rows = [.. root.GetProperty("rows").EnumerateArray().Select(r => r.GetInt32())],
                Checksums =
                [
                    .. root.GetProperty("crc32c")
                        .EnumerateArray()
                        .Select(t => t.EnumerateArray().Select(c => c.GetUInt32()).ToArray()),
                ],
            };
            return
                root.GetProperty(LedgerNames.Kind).GetString() == LedgerNames.Index && index.Fits()
                ? index
                : null;
        }
        catch (Exception e)
            when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private bool Fits() =>
        Rows.Length == RowSizes.Length
        && Checksums.Length == RowSizes.Length
        && Rows.All(rows => rows >= 0)
        && Rows[0] == Rows[2]
        && Rows.Zip(RowSizes, (rows, size) => BaseTables.Pieces((long)rows * size))
            .SequenceEqual(Checksums.Select(c => c.Length));
}
