using System.IO.Compression;
using ZstdSharp;

namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>Compresses page bodies with one codec, keeping its buffers between pages.</summary>
internal sealed class PageCompressor(ParquetCodec codec)
{
    // Where a higher level starts to cost more time than it saves in bytes.
    private const int BrotliQuality = 4;
    private const int BrotliWindowBits = 22;

    private const int ZstdLevel = 3;

    private readonly ByteBuffer _output = new();
    private readonly SnappyEncoder _snappy = new();

    public ParquetCodec Codec => codec;

    /// <summary>The body as it is stored; valid until the next call.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> body)
    {
        _output.Clear();
        switch (codec)
        {
            case ParquetCodec.None:
                return body;
            case ParquetCodec.Snappy:
                _snappy.Compress(body, _output);
                break;
            case ParquetCodec.Gzip:
                using (var memory = new MemoryStream())
                {
                    using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, true))
                        gzip.Write(body);
                    _output.Write(memory.GetBuffer().AsSpan(0, (int)memory.Length));
                }
                break;
            case ParquetCodec.Brotli:
                var room = _output.Reserve(BrotliEncoder.GetMaxCompressedLength(body.Length));
                if (
                    !BrotliEncoder.TryCompress(
                        body,
                        room,
                        out var written,
                        BrotliQuality,
                        BrotliWindowBits
                    )
                )
                    throw new InvalidOperationException("Brotli passed its own bound on size");
                _output.Advance(written);
                break;
            case ParquetCodec.Zstd:
                using (var zstd = new Compressor(ZstdLevel))
                {
                    var space = _output.Reserve(Compressor.GetCompressBound(body.Length));
                    _output.Advance(zstd.Wrap(body, space));
                }
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(codec), codec, "no such codec");
        }
        return _output.Written;
    }
}
