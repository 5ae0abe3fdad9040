using System.Numerics;

namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>
/// Gathers one column's values of one row group into pages. Values are dictionary-encoded while
/// that pays; the rest of the chunk is PLAIN.
/// </summary>
internal abstract class ColumnChunkBuilder(ParquetColumn column, ParquetOptions options)
{
    // Up to this many distinct values a dictionary is kept whatever the share of repeats.
    private const int SmallDictionary = 1024;

    private readonly PageCompressor _compressor = new(options.Codec);
    private readonly ByteBuffer _body = new();
    private readonly ByteBuffer _pages = new();
    private readonly int[] _indices = new int[options.PageRows];
    private readonly int[] _levels = new int[options.PageRows];
    private int _pageValues;
    private int _pageRows;
    private int _dictionaryCount;
    private bool _dictionaryInUse;
    private bool _dictionaryGivenUp;
    private long _uncompressed;
    private long _values;
    private long _rows;

    public ParquetColumn Column => column;

    protected ParquetOptions Options => options;

    /// <summary>PLAIN values of the open page, once there is no dictionary.</summary>
    protected ByteBuffer Plain { get; } = new();

    /// <summary>PLAIN distinct values in order of their indices.</summary>
    protected ByteBuffer Dictionary { get; } = new();

    /// <summary>Whether new values go through the dictionary.</summary>
    protected bool HasDictionary => AllowsDictionary && !_dictionaryGivenUp;

    /// <summary>Whether the type has one at all.</summary>
    protected virtual bool AllowsDictionary => true;

    /// <summary>Completes <see cref="Plain"/> before a page takes it, for values smaller than a byte.</summary>
    protected virtual void FlushPlain() { }

    protected long NullCount => _rows - _values;

    protected long RowCount => _rows;

    public virtual void Add(long value) => throw TypeMismatch("an int64");

    public virtual void Add(double value) => throw TypeMismatch("a double");

    public virtual void Add(bool value) => throw TypeMismatch("a boolean");

    /// <returns>The value's size in bytes.</returns>
    public virtual int Add(string value) => throw TypeMismatch("a string");

    /// <exception cref="InvalidOperationException">The column is required.</exception>
    public void AddNull()
    {
        if (!column.Optional)
            throw new InvalidOperationException($"column '{column.Name}' is required: no nulls");
        EndRow(level: 0);
    }

    /// <summary>Writes all pages to <paramref name="file"/>, whose position is <paramref name="offset"/>, and starts anew.</summary>
    public ParquetChunk Finish(Stream file, long offset)
    {
        EndPage();
        _body.Clear();
        if (_dictionaryInUse)
            _uncompressed += ParquetPage.AppendDictionary(
                _body,
                Dictionary.Written,
                _dictionaryCount,
                _compressor
            );
        file.Write(_body.Written);
        file.Write(_pages.Written);
        var chunk = new ParquetChunk
        {
            Column = column,
            Codec = options.Codec,
            Rows = _rows,
            DictionaryOffset = _dictionaryInUse ? offset : null,
            DataOffset = offset + _body.Length,
            UncompressedSize = _uncompressed,
            CompressedSize = _body.Length + _pages.Length,
            Statistics = FinishStatistics(),
        };
        _pages.Clear();
        _uncompressed = _values = _rows = 0;
        ResetDictionary();
        _dictionaryGivenUp = false;
        return chunk;
    }

    /// <summary>Takes the statistics of all values added, and starts anew.</summary>
    protected abstract ParquetStatistics FinishStatistics();

    /// <summary>Forgets which values the dictionary holds.</summary>
    protected abstract void ClearLookup();

    /// <summary>The bytes of a dictionary entry within <see cref="Dictionary"/>.</summary>
    protected abstract ReadOnlySpan<byte> Entry(int index);

    /// <summary>The index of a value about to be appended to <see cref="Dictionary"/>.</summary>
    protected int NewIndex() => _dictionaryCount++;

    /// <summary>Ends a row whose value is entry <paramref name="index"/> of the dictionary.</summary>
    protected void EndRowWithIndex(int index, bool isNew)
    {
        _indices[_pageValues] = index;
        EndRowWithValue();
        if (isNew && (_dictionaryInUse ? !DictionaryPays() : !DictionaryFits()))
            GiveUpDictionary();
    }

    /// <summary>Ends a row whose value was appended to <see cref="Plain"/>.</summary>
    protected void EndRowWithValue()
    {
        _pageValues++;
        _values++;
        EndRow(level: 1);
    }

    private void EndRow(int level)
    {
        _levels[_pageRows++] = level;
        _rows++;
        if (_pageRows == options.PageRows || Plain.Length >= options.PageBytes)
            EndPage();
    }

    private bool DictionaryFits() => Dictionary.Length <= options.DictionaryBytes;

    private bool DictionaryPays() =>
        DictionaryFits()
        && (_dictionaryCount <= SmallDictionary || _dictionaryCount * 4L < _values * 3);

    private void GiveUpDictionary()
    {
        if (_dictionaryInUse)
        {
            // Finished pages refer to it: it stays, and the pages from here on are PLAIN.
            EndPage();
        }
        else
        {
            for (var i = 0; i < _pageValues; i++)
                Plain.Write(Entry(_indices[i]));
            ResetDictionary();
        }
        _dictionaryGivenUp = true;
    }

    private void ResetDictionary()
    {
        Dictionary.Clear();
        ClearLookup();
        _dictionaryCount = 0;
        _dictionaryInUse = false;
    }

    private void EndPage()
    {
        if (_pageRows == 0)
            return;
        FlushPlain();
        // Judged by a whole page: at its start nearly every value is new, even of a few thousand.
        if (HasDictionary && !_dictionaryInUse && !DictionaryPays())
            GiveUpDictionary();
        _body.Clear();
        if (column.Optional)
        {
            _body.WriteInt32(0);
            RleBitPackedEncoder.Encode(_body, _levels.AsSpan(0, _pageRows), bitWidth: 1);
            _body.PatchInt32(0, _body.Length - 4);
        }
        // A page of nulls alone needs no dictionary.
        var indexed = HasDictionary && _pageValues > 0;
        if (indexed)
        {
            var bitWidth = Math.Max(
                1,
                32 - BitOperations.LeadingZeroCount((uint)_dictionaryCount - 1)
            );
            _body.WriteByte((byte)bitWidth);
            RleBitPackedEncoder.Encode(_body, _indices.AsSpan(0, _pageValues), bitWidth);
            _dictionaryInUse = true;
        }
        else
            _body.Write(Plain.Written);
        _uncompressed += ParquetPage.AppendData(
            _pages,
            _body.Written,
            _pageRows,
            indexed ? ParquetEncoding.RleDictionary : ParquetEncoding.Plain,
            _compressor
        );
        Plain.Clear();
        _pageValues = _pageRows = 0;
    }

    private InvalidOperationException TypeMismatch(string given) =>
        new($"column '{column.Name}' holds {column.Type}, not {given}");
}
