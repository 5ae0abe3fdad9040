using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Planning;

/// <summary>
/// A plan on disk: a <see cref="ChecksummedLine"/> for the stage, then units in checksummed blocks,
/// those that run first, then an index of the blocks. A worker reads blocks as it comes to them.
/// Checksummed, because a unit done from damaged bytes would be recorded as what the plan's
/// fingerprint promises.
/// </summary>
public static class PlanFile
{
    /// <summary>Units of a block.</summary>
    internal const int BlockSize = 256;

    private const int Version = 2;
    private const ulong Magic = 0x32306E616C506C53;
    private const int TrailerSize = 28;

    /// <summary>Writes the plan durably to its place.</summary>
    public static void Write(Plan plan) =>
        Durable.Write(
            plan.File,
            stream =>
            {
                var header = ChecksummedLine.Of(json => WriteHeader(json, plan));
                stream.Write(header);
                var blocks = new List<PlanBlock>();
                long position = header.Length;
                foreach (var units in InOrder(plan).Chunk(BlockSize))
                {
                    var bytes = PlannedUnitCodec.Encode(units);
                    stream.Write(bytes.Span);
                    blocks.Add(new(position, bytes.Length, Crc32C.Of(bytes.Span)));
                    position += bytes.Length;
                }
                var index = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(blocks));
                stream.Write(index);
                Span<byte> trailer = stackalloc byte[TrailerSize];
                BinaryPrimitives.WriteInt64LittleEndian(trailer, position);
                BinaryPrimitives.WriteInt32LittleEndian(trailer[8..], blocks.Count);
                BinaryPrimitives.WriteUInt32LittleEndian(trailer[12..], Crc32C.Of(index));
                BinaryPrimitives.WriteUInt64LittleEndian(trailer[16..], Magic);
                BinaryPrimitives.WriteUInt32LittleEndian(trailer[24..], Crc32C.Of(trailer[..24]));
                stream.Write(trailer);
            }
        );

    /// <summary>Reads a plan: the stage now, its units as they are asked for.</summary>
    /// <exception cref="UserError">
    /// Missing, damaged, or written by a newer version; from the plan's units as well when a block
    /// turns out to be damaged.
    /// </exception>
    public static Plan Read(string path)
    {
        try
        {
            var file = Disk.OpenRead(path);
            using var header =
                ChecksummedLine.Open(FirstLine(path, file))
                ?? throw new FormatException("a line's checksum is wrong");
            var json = header.RootElement;
            var version = json.GetProperty("version").GetInt32();
            if (version > Version)
                throw new UserError(
                    $"{path}: written by a newer version of Sluice; use that version"
                );
            var count = json.GetProperty("units").GetInt32();
            return version == 1
                ? ReadLines(path, json, count)
                : ReadBlocks(path, file, json, count);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                $"{path}: the plan cannot be read ({e.Message}); run the stage again"
            );
        }
    }

    /// <summary>The highest generation among a stage's plans, by their names; 0 without any.</summary>
    internal static long LatestGeneration(string directory) =>
        !Directory.Exists(directory)
            ? 0
            : Directory
                .EnumerateFiles(directory, "*.plan")
                .Select(file =>
                    long.TryParse(
                        Path.GetFileName(file).Split('-')[0],
                        CultureInfo.InvariantCulture,
                        out var generation
                    )
                        ? generation
                        : 0
                )
                .Append(0)
                .Max();

    internal static bool IsDamage(Exception e) =>
        e
            is JsonException
                or KeyNotFoundException
                or InvalidOperationException
                or FormatException
                or ArgumentException
                or OverflowException
                or EndOfStreamException;

    internal static UserError Damaged(string path, Exception e) =>
        new($"{path}: the plan is damaged ({e.Message}); run the stage again");

    private static IEnumerable<(PlannedUnit Unit, int Position)> InOrder(Plan plan)
    {
        var all = plan.Units.Select((unit, position) => (unit, position));
        return all.Where(u => u.unit.Runs).Concat(all.Where(u => !u.unit.Runs));
    }

    private static Plan ReadLines(string path, JsonElement json, int count)
    {
        var units = PlanLines.Read(path);
        if (units.Count != count)
            throw new UserError(
                $"{path}: the plan holds {units.Count} of {count} units; run the stage again"
            );
        return Of(json, units, PlanStageJson.Read(json.GetProperty("stage"), Units(units)));
    }

    private static Plan ReadBlocks(string path, SafeFileHandle file, JsonElement json, int count)
    {
        var running = json.GetProperty("running").GetInt32();
        var blocks = ReadIndex(file);
        if (
            count < 0
            || running < 0
            || running > count
            || blocks.Length != (count + BlockSize - 1) / BlockSize
        )
            throw new FormatException("its index does not fit");
        PlannedUnits? units = null;
        var stage = PlanStageJson.Read(
            json.GetProperty("stage"),
            new ViewList<Unit>(count, i => units!.All[i].Unit)
        );
        units = new PlannedUnits(path, file, blocks, count, stage);
        return Of(json, new ViewList<PlannedUnit>(count, i => units.All[i]), stage) with
        {
            Running = new ViewList<PlannedUnit>(running, units.Written),
        };
    }

    private static Plan Of(JsonElement json, IReadOnlyList<PlannedUnit> units, Stage stage) =>
        new()
        {
            Id = json.GetProperty("id").GetString()!,
            Generation = json.GetProperty("generation").GetInt64(),
            SharedParts = LedgerFormat.ReadParts(json.GetProperty("shared")),
            Stage = stage,
            Units = units,
        };

    private static Unit[] Units(IReadOnlyList<PlannedUnit> units) => [.. units.Select(u => u.Unit)];

    private static byte[] FirstLine(string path, SafeFileHandle file)
    {
        for (var size = 1 << 14; ; size *= 4)
        {
            var bytes = new byte[Math.Min(size, RandomAccess.GetLength(file))];
            if (bytes.Length == 0)
                throw new UserError($"{path}: the plan is empty; run the stage again");
            if (!BaseTables.Fill(file, bytes, 0))
                throw new FormatException("it ends early");
            if (bytes.AsSpan().IndexOf((byte)'\n') is >= 0 and var end)
                return bytes[..end];
            // Without its line feed it is no plan of this version, and of the other one without units.
            if (bytes.Length < size)
                return bytes;
        }
    }

    private static PlanBlock[] ReadIndex(SafeFileHandle file)
    {
        Span<byte> trailer = stackalloc byte[TrailerSize];
        var end = RandomAccess.GetLength(file) - TrailerSize;
        if (
            end < 0
            || !BaseTables.Fill(file, trailer, end)
            || BinaryPrimitives.ReadUInt64LittleEndian(trailer[16..]) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer[24..]) != Crc32C.Of(trailer[..24])
        )
            throw new FormatException("its end is not there");
        var offset = BinaryPrimitives.ReadInt64LittleEndian(trailer);
        var count = BinaryPrimitives.ReadInt32LittleEndian(trailer[8..]);
        if (offset < 0 || count < 0 || offset + (long)count * PlanBlock.Size != end)
            throw new FormatException("its index does not fit");
        var blocks = new PlanBlock[count];
        var bytes = MemoryMarshal.AsBytes(blocks.AsSpan());
        if (
            !BaseTables.Fill(file, bytes, offset)
            || Crc32C.Of(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(trailer[12..])
        )
            throw new FormatException("the checksum of its index is wrong");
        return blocks;
    }

    private static void WriteHeader(Utf8JsonWriter json, Plan plan)
    {
        json.WriteString("t", "plan");
        json.WriteNumber("version", Version);
        json.WriteString("id", plan.Id);
        json.WriteNumber("generation", plan.Generation);
        json.WriteNumber("units", plan.Units.Count);
        json.WriteNumber("running", plan.Running.Count);
        LedgerFormat.WriteParts(json, "shared", plan.SharedParts);
        json.WritePropertyName("stage");
        PlanStageJson.Write(json, plan.Stage);
    }
}
