using System.Runtime.InteropServices;

namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>
/// The chunk of a double column. Values are told apart by their bits, so every NaN and both zeros
/// come back as they were.
/// </summary>
internal sealed class DoubleChunkBuilder(ParquetColumn column, ParquetOptions options)
    : ColumnChunkBuilder(column, options)
{
    private readonly Dictionary<long, int> _lookup = [];
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private bool _hasNaN;

    public override void Add(double value)
    {
        if (value < _min)
            _min = value;
        if (value > _max)
            _max = value;
        _hasNaN |= double.IsNaN(value);
        var bits = BitConverter.DoubleToInt64Bits(value);
        if (!HasDictionary)
        {
            Plain.WriteInt64(bits);
            EndRowWithValue();
            return;
        }
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _lookup,
            bits,
            out var known
        );
        if (!known)
        {
            index = NewIndex();
            Dictionary.WriteInt64(bits);
        }
        EndRowWithIndex(index, !known);
    }

    /// <summary>
    /// The rules of parquet.thrift at ColumnOrder: a zero minimum is written as −0 and a zero maximum
    /// as +0. With a NaN there are no bounds, since some readers order NaN above all numbers and
    /// would skip the chunk wrongly.
    /// </summary>
    protected override ParquetStatistics FinishStatistics()
    {
        var min = _min == 0 ? -0.0 : _min;
        var max = _max == 0 ? 0.0 : _max;
        var bounded = !_hasNaN && NullCount < RowCount;
        var statistics = bounded
            ? new ParquetStatistics(
                NullCount,
                BitConverter.GetBytes(min),
                BitConverter.GetBytes(max)
            )
            : new ParquetStatistics(NullCount, null, null);
        (_min, _max, _hasNaN) = (double.PositiveInfinity, double.NegativeInfinity, false);
        return statistics;
    }

    protected override void ClearLookup() => _lookup.Clear();

    protected override ReadOnlySpan<byte> Entry(int index) =>
        Dictionary.Written.Slice(index * 8, 8);
}
