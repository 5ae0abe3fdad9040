namespace Sluice.Workers.Tables.Parquet;

/// <summary>How <see cref="ParquetWriter"/> lays out a file; the values do not change what is read back.</summary>
internal sealed record ParquetOptions
{
    /// <summary>Compression of every page.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>Most rows in a row group, at least 1.</summary>
    public int RowGroupRows { get; init; } = 100_000;

    /// <summary>A row group ends early once its values pass this many bytes: the bound on memory.</summary>
    public long RowGroupBytes { get; init; } = 128 << 20;

    /// <summary>Most rows in a data page, at least 1.</summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>A data page ends once its plain values reach this many bytes.</summary>
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>A column whose distinct values pass this many bytes goes on without a dictionary.</summary>
    public int DictionaryBytes { get; init; } = 1 << 20;

    /// <summary>Longest string kept whole as a minimum or maximum, in bytes of UTF-8; longer ones are cut.</summary>
    public int StatisticsBytes { get; init; } = 64;
}
