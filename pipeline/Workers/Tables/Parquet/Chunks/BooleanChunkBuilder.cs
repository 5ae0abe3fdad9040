namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>The chunk of a boolean column: PLAIN, eight values a byte, lowest bit first, and no dictionary.</summary>
internal sealed class BooleanChunkBuilder(ParquetColumn column, ParquetOptions options)
    : ColumnChunkBuilder(column, options)
{
    private int _bits;
    private int _count;
    private bool _hasFalse;
    private bool _hasTrue;

    public override void Add(bool value)
    {
        _hasFalse |= !value;
        _hasTrue |= value;
        _bits |= (value ? 1 : 0) << _count++;
        if (_count == 8)
            FlushPlain();
        EndRowWithValue();
    }

    protected override bool AllowsDictionary => false;

    protected override void FlushPlain()
    {
        if (_count > 0)
            Plain.WriteByte((byte)_bits);
        _bits = _count = 0;
    }

    protected override ParquetStatistics FinishStatistics()
    {
        var statistics =
            _hasFalse || _hasTrue
                ? new ParquetStatistics(
                    NullCount,
                    [(byte)(_hasFalse ? 0 : 1)],
                    [(byte)(_hasTrue ? 1 : 0)]
                )
                : new ParquetStatistics(NullCount, null, null);
        _hasFalse = _hasTrue = false;
        return statistics;
    }

    protected override void ClearLookup() { }

    protected override ReadOnlySpan<byte> Entry(int index) =>
        throw new InvalidOperationException("a boolean column has no dictionary");
}
