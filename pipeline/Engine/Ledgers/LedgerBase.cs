using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>
/// A compacted ledger: the lines of a ledger file, then an index of them that is read instead. The
/// file is held open, so that lines can be read when someone asks for a record.
/// </summary>
internal sealed class LedgerBase
{
    /// <summary>How base files' names end.</summary>
    public const string Extension = ".base";

    /// <summary>The file's last bytes: offset and length of the index's line, this, and a CRC-32C of all that.</summary>
    public const ulong Magic = 0x3165736142636C53;
    public const int TrailerSize = 28;

    private readonly SafeFileHandle _file;
    private readonly Lazy<int[]> _slots;
    private readonly BaseRow[] _rows;
    private readonly FileIdentity[] _more;
    private readonly BasePlace[] _places;
    private readonly BaseLine[] _shared;

    private LedgerBase(
        string path,
        SafeFileHandle file,
        long generation,
        BaseRow[] rows,
        FileIdentity[] more,
        BasePlace[] places,
        BaseLine[] failed,
        BaseLine[] shared
    )
    {
        (Path, _file, Generation) = (path, file, generation);
        (_rows, _more, _places, FailedLines, _shared) = (rows, more, places, failed, shared);
        _slots = new Lazy<int[]>(Slots);
    }

    public string Path { get; }

    public long Generation { get; }

    /// <summary>Units done.</summary>
    public int Count => _rows.Length;

    public ReadOnlySpan<BaseRow> Rows => _rows;

    public ReadOnlySpan<BasePlace> Places => _places;

    /// <summary>Where failures' lines are.</summary>
    public BaseLine[] FailedLines { get; }

    /// <summary>Where the lines of shared parts are.</summary>
    public BaseLine[] SharedLines => _shared;

    /// <summary>Reads the index; null when it is damaged, and the lines must be read.</summary>
    /// <exception cref="UserError">It is of a newer version.</exception>
    public static LedgerBase? Open(string path, SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        Span<byte> trailer = stackalloc byte[TrailerSize];
        if (
            length < TrailerSize
            || !BaseTables.Fill(file, trailer, length - TrailerSize)
            || BinaryPrimitives.ReadUInt64LittleEndian(trailer[16..]) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer[24..]) != Crc32C.Of(trailer[..24])
        )
            return null;
        var start = BinaryPrimitives.ReadInt64LittleEndian(trailer);
        var size = BinaryPrimitives.ReadInt64LittleEndian(trailer[8..]);
        if (start < 0 || size < 0 || size > int.MaxValue || start + size > length)
            return null;
        var line = new byte[size];
        if (!BaseTables.Fill(file, line, start) || BaseIndex.Read(line) is not { } index)
            return null;
        LedgerFormat.Refuse(path, index.Version);
        var tables = start + size + 1;
        if (tables + index.OffsetOf(BaseIndex.RowSizes.Length) + TrailerSize != length)
            return null;

        T[]? Table<T>(int i)
            where T : unmanaged =>
            BaseTables.Read<T>(file, tables + index.OffsetOf(i), index.Rows[i], index.Checksums[i]);

        BaseRow[]? rows = null;
        BasePlace[]? places = null;
        Parallel.Invoke(() => rows = Table<BaseRow>(0), () => places = Table<BasePlace>(2));
        return
            rows is not null
            && places is not null
            && Table<FileIdentity>(1) is { } more
            && Table<BaseLine>(3) is { } failed
            && Table<BaseLine>(4) is { } shared
            ? new LedgerBase(path, file, index.Generation, rows, more, places, failed, shared)
            : null;
    }

    /// <summary>Identity of one of a row's outputs; zeros, which no file has, where the index does not hold it.</summary>
    public FileIdentity OutputOf(int row, int output)
    {
        if (output == 0)
            return _rows[row].First;
        var more = _rows[row].More + output - 1;
        return (uint)more < (uint)_more.Length ? _more[more] : default;
    }

    /// <summary>The row with this fingerprint of the unit with this key; -1 when there is none.</summary>
    public int RowOf(string key, Hash256 fingerprint)
    {
        foreach (var row in Candidates(TextHash.Of(key)))
            if (_rows[row].Fingerprint == fingerprint)
                return row;
        return -1;
    }

    /// <summary>The rows whose keys may be this one: almost always none or one.</summary>
    public IEnumerable<int> Candidates(ulong key)
    {
        var slots = _slots.Value;
        for (
            var slot = (int)key & (slots.Length - 1);
            slots[slot] != 0;
            slot = (slot + 1) & (slots.Length - 1)
        )
            if (_places[slots[slot] - 1].Key == key)
                yield return slots[slot] - 1;
    }

    /// <summary>A line's bytes when it is whole, else null.</summary>
    public byte[]? Line(BaseLine line)
    {
        if (line.Length < 0 || line.Offset < 0)
            return null;
        var bytes = new byte[line.Length];
        return BaseTables.Fill(_file, bytes, line.Offset) && ChecksummedLine.IsWhole(bytes)
            ? bytes
            : null;
    }

    /// <summary>A row's line when it is whole, else null.</summary>
    public byte[]? Line(int row) => Line(new BaseLine(_places[row].Offset, _places[row].Length));

    /// <summary>The record of a row, or null when its line is damaged.</summary>
    public DoneRecord? Done(int row)
    {
        if (Line(row) is not { } line)
            return null;
        try
        {
            using var json = JsonDocument.Parse(line);
            return LedgerFormat.ReadRecord(json.RootElement) as DoneRecord;
        }
        catch (Exception e) when (Ledger.IsNotUnderstood(e))
        {
            return null;
        }
    }

    private int[] Slots()
    {
        var slots = new int[
            System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_places.Length * 2 + 2)
        ];
        for (var row = 0; row < _places.Length; row++)
        {
            var slot = (int)_places[row].Key & (slots.Length - 1);
            while (slots[slot] != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = row + 1;
        }
        return slots;
    }
}
