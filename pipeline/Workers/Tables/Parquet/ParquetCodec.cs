namespace Sluice.Workers.Tables.Parquet;

/// <summary>The page compression codecs; the numbers are the format's CompressionCodec.</summary>
internal enum ParquetCodec
{
    /// <summary>UNCOMPRESSED.</summary>
    None = 0,

    /// <summary>SNAPPY: fast; the project's own encoder, so equal bytes on every machine.</summary>
    Snappy = 1,

    /// <summary>GZIP: smaller; the bytes may change with the .NET runtime's zlib.</summary>
    Gzip = 2,

    /// <summary>BROTLI: smallest; the bytes may change with the .NET runtime's Brotli.</summary>
    Brotli = 4,

    /// <summary>ZSTD: small and fast to read; a managed encoder, so equal bytes on every machine.</summary>
    Zstd = 6,
}
