using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Upkeep;

/// <summary>Writes what a ledger has read as a base file: lines as they are, in the plan's order, and their index.</summary>
internal sealed class LedgerBaseWriter(Ledger ledger, Stream stream)
{
    private readonly LedgerContent _content = ledger.Content;
    private readonly LedgerBase? _old = ledger.Content.Base;
    private readonly List<BaseRow> _rows = [];
    private readonly List<FileIdentity> _more = [];
    private readonly List<BasePlace> _places = [];
    private readonly List<BaseLine> _failed = [];
    private readonly List<BaseLine> _shared = [];
    private long _position;

    /// <summary>Writes all of it.</summary>
    public void Write(Plan plan)
    {
        Put(LedgerFormat.Header("compacted")[..^1]);
        foreach (var (_, line) in _content.SharedLines)
            _shared.Add(Put(line.Span));
        WriteDone(plan);
        foreach (var line in _content.Failed.Values)
            _failed.Add(Put(line.Bytes.Span));
        WriteIndex();
    }

    private void WriteDone(Plan plan)
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        var rows = new HashSet<int>(_content.Superseded);
        var old = new LedgerCursor(ledger, 0);
        foreach (var planned in plan.Units)
        {
            var key = planned.Unit.Key;
            if (_content.Done.TryGetValue(key, out var line))
            {
                if (lines.Add(key))
                    Add(key, line, line.Fingerprint == planned.Hash);
            }
            else if (old.Match(key, planned.Hash) is >= 0 and var row && rows.Add(row))
                Add(row, isProven: true);
        }
        foreach (var (key, line) in _content.Done)
            if (!lines.Contains(key))
                Add(key, line, isProven: false);
        for (var row = 0; row < (_old?.Count ?? 0); row++)
            if (!rows.Contains(row))
                Add(row, isProven: false);
    }

    private void Add(string key, LedgerLine line, bool isProven)
    {
        var place = Put(line.Bytes.Span);
        Add(
            new BasePlace(
                TextHash.Of(key),
                line.Order,
                place.Offset,
                place.Length,
                Flags(isProven)
            ),
            line.Fingerprint,
            line.Outputs
        );
    }

    private void Add(int row, bool isProven)
    {
        // A damaged line is left behind: its row would speak of a record that nobody can read.
        if (_old!.Line(row) is not { } line)
        {
            _content.Damaged.Add(_old.Path);
            return;
        }
        var place = Put(line);
        var outputs = new FileIdentity[_old.Rows[row].Outputs];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = _old.OutputOf(row, i);
        Add(
            _old.Places[row] with
            {
                Offset = place.Offset,
                Length = place.Length,
                Flags = Flags(isProven),
            },
            _old.Rows[row].Fingerprint,
            outputs
        );
    }

    private void Add(BasePlace place, Hash256 fingerprint, FileIdentity[] outputs)
    {
        _rows.Add(
            new BaseRow(
                fingerprint,
                outputs.Length > 0 ? outputs[0] : default,
                _more.Count,
                outputs.Length
            )
        );
        _places.Add(place);
        _more.AddRange(outputs.Skip(1));
    }

    private static BaseFlags Flags(bool isProven) => isProven ? BaseFlags.Proven : BaseFlags.None;

    private void WriteIndex()
    {
        var tables = new[]
        {
            Bytes(_rows),
            Bytes(_more),
            Bytes(_places),
            Bytes(_failed),
            Bytes(_shared),
        };
        var index = new BaseIndex
        {
            Generation = ledger.Generation,
            Rows = [_rows.Count, _more.Count, _places.Count, _failed.Count, _shared.Count],
            Checksums = [.. tables.Select(t => BaseTables.Checksums(t.Span))],
        };
        var line = Put(index.Line()[..^1]);
        stream.Write(new byte[BaseIndex.Zeros]);
        foreach (var table in tables)
            stream.Write(table.Span);
        Span<byte> trailer = stackalloc byte[LedgerBase.TrailerSize];
        BinaryPrimitives.WriteInt64LittleEndian(trailer, line.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[8..], line.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[16..], LedgerBase.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[24..], Crc32C.Of(trailer[..24]));
        stream.Write(trailer);
    }

    private BaseLine Put(ReadOnlySpan<byte> line)
    {
        var place = new BaseLine(_position, line.Length);
        stream.Write(line);
        stream.WriteByte((byte)'\n');
        _position += line.Length + 1;
        return place;
    }

    private static ReadOnlyMemory<byte> Bytes<T>(List<T> table)
        where T : unmanaged => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(table)).ToArray();
}
