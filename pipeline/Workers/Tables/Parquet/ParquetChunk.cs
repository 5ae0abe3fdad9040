namespace Sluice.Workers.Tables.Parquet;

/// <summary>Where a written column chunk lies and what it holds: the footer's ColumnMetaData.</summary>
internal sealed record ParquetChunk
{
    public required ParquetColumn Column { get; init; }

    public required ParquetCodec Codec { get; init; }

    /// <summary>Rows, nulls counted.</summary>
    public required long Rows { get; init; }

    /// <summary>Offset in the file of the dictionary page, null without one.</summary>
    public required long? DictionaryOffset { get; init; }

    /// <summary>Offset in the file of the first data page.</summary>
    public required long DataOffset { get; init; }

    /// <summary>Bytes of all pages with their headers, bodies uncompressed.</summary>
    public required long UncompressedSize { get; init; }

    /// <summary>Bytes of all pages with their headers, as stored.</summary>
    public required long CompressedSize { get; init; }

    public required ParquetStatistics Statistics { get; init; }
}
