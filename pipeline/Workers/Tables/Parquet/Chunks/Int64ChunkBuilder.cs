using System.Runtime.InteropServices;

namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>The chunk of an int64 column.</summary>
internal sealed class Int64ChunkBuilder(ParquetColumn column, ParquetOptions options)
    : ColumnChunkBuilder(column, options)
{
    private readonly Dictionary<long, int> _lookup = [];
    private long _min = long.MaxValue;
    private long _max = long.MinValue;

    public override void Add(long value)
    {
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        if (!HasDictionary)
        {
            Plain.WriteInt64(value);
            EndRowWithValue();
            return;
        }
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _lookup,
            value,
            out var known
        );
        if (!known)
        {
            index = NewIndex();
            Dictionary.WriteInt64(value);
        }
        EndRowWithIndex(index, !known);
    }

    protected override ParquetStatistics FinishStatistics()
    {
        var statistics =
            _min > _max
                ? new ParquetStatistics(NullCount, null, null)
                : new ParquetStatistics(
                    NullCount,
                    BitConverter.GetBytes(_min),
                    BitConverter.GetBytes(_max)
                );
        (_min, _max) = (long.MaxValue, long.MinValue);
        return statistics;
    }

    protected override void ClearLookup() => _lookup.Clear();

    protected override ReadOnlySpan<byte> Entry(int index) =>
        Dictionary.Written.Slice(index * 8, 8);
}
