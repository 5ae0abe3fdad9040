using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>
/// The chunk of a string column, in UTF-8. Each lone surrogate of a string becomes U+FFFD, since
/// UTF-8 cannot hold it.
/// </summary>
internal sealed class StringChunkBuilder(ParquetColumn column, ParquetOptions options)
    : ColumnChunkBuilder(column, options)
{
    private const int LengthPrefix = 4;

    private readonly Dictionary<string, int> _lookup = new(StringComparer.Ordinal);
    private readonly List<int> _offsets = [];
    private readonly StringBounds _bounds = new();

    public override int Add(string value)
    {
        if (!HasDictionary)
        {
            var size = Append(Plain, value);
            EndRowWithValue();
            return size;
        }
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _lookup,
            value,
            out var known
        );
        if (!known)
        {
            index = NewIndex();
            _offsets.Add(Dictionary.Length);
            Append(Dictionary, value);
        }
        var entry = index;
        var length = Entry(entry).Length - LengthPrefix;
        EndRowWithIndex(entry, !known);
        return length;
    }

    protected override ParquetStatistics FinishStatistics() =>
        _bounds.Finish(NullCount, Options.StatisticsBytes);

    protected override void ClearLookup()
    {
        _lookup.Clear();
        _offsets.Clear();
    }

    protected override ReadOnlySpan<byte> Entry(int index)
    {
        var from = Dictionary.Written[_offsets[index]..];
        return from[..(LengthPrefix + BinaryPrimitives.ReadInt32LittleEndian(from))];
    }

    private int Append(ByteBuffer target, string value)
    {
        // Three bytes a UTF-16 unit is the most; a long text is measured first, to reserve no more.
        var most = value.Length <= 1024 ? value.Length * 3 : Encoding.UTF8.GetByteCount(value);
        var room = target.Reserve(LengthPrefix + most);
        var text = room[LengthPrefix..];
        if (Utf8.FromUtf16(value, text, out _, out var size) != OperationStatus.Done)
            throw new InvalidOperationException("UTF-8 passed its own bound on size");
        BinaryPrimitives.WriteInt32LittleEndian(room, size);
        target.Advance(LengthPrefix + size);
        _bounds.Add(text[..size]);
        return size;
    }
}
