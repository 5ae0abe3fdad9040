using System.Globalization;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Tables.Parquet;

/// <summary>
/// Writes a table as a Parquet file (Apache Parquet format 2, data pages of version 1). Values are
/// appended row by row in the order of the columns:
/// <c>writer.Append("text").Append(7).AppendNull().EndRow()</c>, and <see cref="Finish"/> ends the file.
/// </summary>
/// <remarks>
/// The same rows and options give the same bytes, whatever the machine for
/// <see cref="ParquetCodec.None"/> and <see cref="ParquetCodec.Snappy"/>. A file left without
/// <see cref="Finish"/> has no footer and no reader takes it, so a run that broke off cannot pass
/// for a short table. A lone surrogate in a string or name is written as U+FFFD. Not thread-safe.
/// </remarks>
internal sealed class ParquetWriter
{
    private readonly Stream _stream;
    private readonly IReadOnlyList<ParquetColumn> _columns;
    private readonly ParquetOptions _options;
    private readonly ColumnChunkBuilder[] _builders;
    private readonly List<ParquetRowGroup> _groups = [];
    private long _offset;
    private int _nextColumn;
    private int _groupRows;
    private long _groupBytes;
    private bool _finished;

    /// <param name="stream">Written from its current position, which must be the file's start; left open.</param>
    /// <param name="columns">The schema: at least one column, names unique.</param>
    /// <param name="options">The layout; the defaults where null.</param>
    /// <exception cref="ArgumentException">No column, or two of one name.</exception>
    public ParquetWriter(
        Stream stream,
        IReadOnlyList<ParquetColumn> columns,
        ParquetOptions? options = null
    )
    {
        if (columns.Count == 0)
            throw new ArgumentException("a table needs a column", nameof(columns));
        if (columns.GroupBy(column => column.Name).FirstOrDefault(g => g.Skip(1).Any()) is { } same)
            throw new ArgumentException($"two columns are named '{same.Key}'", nameof(columns));
        _stream = stream;
        _columns = columns;
        _options = options ?? new ParquetOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.RowGroupRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.PageRows, 1);
        _builders = [.. columns.Select(column => BuilderOf(column, _options))];
        Write(ParquetFooter.Magic);
    }

    /// <summary>Rows ended so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>The row's next value, for an int64 column.</summary>
    /// <exception cref="InvalidOperationException">The next column has another type, or the row is full.</exception>
    public ParquetWriter Append(long value)
    {
        NextBuilder().Add(value);
        _groupBytes += sizeof(long);
        return this;
    }

    /// <summary>The row's next value, for a double column.</summary>
    /// <inheritdoc cref="Append(long)"/>
    public ParquetWriter Append(double value)
    {
        NextBuilder().Add(value);
        _groupBytes += sizeof(double);
        return this;
    }

    /// <summary>The row's next value, for a boolean column.</summary>
    /// <inheritdoc cref="Append(long)"/>
    public ParquetWriter Append(bool value)
    {
        NextBuilder().Add(value);
        _groupBytes++;
        return this;
    }

    /// <summary>
    /// The row's next value as text, in the form of its column's type: an integer's digits, a number as
    /// .NET's invariant culture reads it, true or false in any case; null as <see cref="AppendNull"/>.
    /// </summary>
    /// <exception cref="FormatException">The text is none of the column's type.</exception>
    /// <inheritdoc cref="Append(long)"/>
    public ParquetWriter AppendText(string? value) =>
        value is null || _nextColumn == _builders.Length
            ? AppendNull()
            : _columns[_nextColumn].Type switch
            {
                ParquetType.Int64 => Append(long.Parse(value, CultureInfo.InvariantCulture)),
                ParquetType.Double => Append(double.Parse(value, CultureInfo.InvariantCulture)),
                ParquetType.Boolean => Append(bool.Parse(value)),
                _ => Append(value),
            };

    /// <summary>The row's next value, for a string column; null as <see cref="AppendNull"/>.</summary>
    /// <inheritdoc cref="Append(long)"/>
    public ParquetWriter Append(string? value)
    {
        if (value is null)
            return AppendNull();
        _groupBytes += NextBuilder().Add(value);
        return this;
    }

    /// <summary>No value in the row's next column.</summary>
    /// <exception cref="InvalidOperationException">The column is required, or the row is full.</exception>
    public ParquetWriter AppendNull()
    {
        NextBuilder().AddNull();
        return this;
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">Values are missing.</exception>
    public void EndRow()
    {
        if (_nextColumn < _builders.Length)
            throw new InvalidOperationException(
                $"row {RowCount} ends before column '{_columns[_nextColumn].Name}'"
            );
        _nextColumn = 0;
        _groupRows++;
        RowCount++;
        if (_groupRows == _options.RowGroupRows || _groupBytes >= _options.RowGroupBytes)
            EndRowGroup();
    }

    /// <summary>Writes the last row group and the footer, and flushes the stream.</summary>
    /// <exception cref="InvalidOperationException">A row is open, or the file is finished.</exception>
    public void Finish()
    {
        if (_nextColumn > 0 || _finished)
            throw new InvalidOperationException(_finished ? "finished twice" : "a row is open");
        EndRowGroup();
        _finished = true;
        var footer = new ByteBuffer();
        ParquetMetadataWriter.Write(footer, _columns, _groups);
        footer.WriteInt32(footer.Length);
        footer.Write(ParquetFooter.Magic);
        Write(footer.Written);
        _stream.Flush();
    }

    private ColumnChunkBuilder NextBuilder()
    {
        if (_nextColumn == _builders.Length || _finished)
            throw new InvalidOperationException(
                _finished ? "the file is finished" : $"row {RowCount} is full: end it first"
            );
        return _builders[_nextColumn++];
    }

    private void EndRowGroup()
    {
        if (_groupRows == 0)
            return;
        var chunks = new List<ParquetChunk>(_builders.Length);
        foreach (var builder in _builders)
        {
            var chunk = builder.Finish(_stream, _offset);
            _offset += chunk.CompressedSize;
            chunks.Add(chunk);
        }
        _groups.Add(new ParquetRowGroup(_groupRows, chunks));
        _groupRows = 0;
        _groupBytes = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _offset += bytes.Length;
    }

    private static ColumnChunkBuilder BuilderOf(ParquetColumn column, ParquetOptions options) =>
        column.Type switch
        {
            ParquetType.Boolean => new BooleanChunkBuilder(column, options),
            ParquetType.Int64 => new Int64ChunkBuilder(column, options),
            ParquetType.Double => new DoubleChunkBuilder(column, options),
            ParquetType.String => new StringChunkBuilder(column, options),
            _ => throw new ArgumentException($"column '{column.Name}' has no such type"),
        };
}
