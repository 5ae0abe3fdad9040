using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Tables.Parquet;

/// <summary>Writes a page: its PageHeader (parquet.thrift, version 1 pages), then its compressed body.</summary>
internal static class ParquetPage
{
    private const int DataPage = 0;
    private const int DictionaryPage = 2;

    /// <summary>Appends a data page of <paramref name="rows"/> rows, nulls counted.</summary>
    /// <returns>Bytes of header and uncompressed body, as the column's metadata sums them.</returns>
    public static long AppendData(
        ByteBuffer output,
        ReadOnlySpan<byte> body,
        int rows,
        ParquetEncoding encoding,
        PageCompressor compressor
    ) => Append(output, DataPage, body, rows, encoding, compressor);

    /// <summary>Appends a dictionary page of <paramref name="values"/> distinct values in PLAIN.</summary>
    /// <returns>As <see cref="AppendData"/>.</returns>
    public static long AppendDictionary(
        ByteBuffer output,
        ReadOnlySpan<byte> body,
        int values,
        PageCompressor compressor
    ) => Append(output, DictionaryPage, body, values, ParquetEncoding.Plain, compressor);

    private static long Append(
        ByteBuffer output,
        int pageType,
        ReadOnlySpan<byte> body,
        int values,
        ParquetEncoding encoding,
        PageCompressor compressor
    )
    {
        var compressed = compressor.Compress(body);
        var start = output.Length;
        var thrift = new ThriftCompactWriter(output);
        thrift.BeginStruct();
        thrift.WriteInt32(1, pageType);
        thrift.WriteInt32(2, body.Length);
        thrift.WriteInt32(3, compressed.Length);
        if (pageType == DataPage)
        {
            thrift.BeginStruct(5);
            thrift.WriteInt32(1, values);
            thrift.WriteInt32(2, (int)encoding);
            thrift.WriteInt32(3, (int)ParquetEncoding.Rle);
            thrift.WriteInt32(4, (int)ParquetEncoding.Rle);
        }
        else
        {
            thrift.BeginStruct(7);
            thrift.WriteInt32(1, values);
            thrift.WriteInt32(2, (int)encoding);
        }
        thrift.EndStruct();
        thrift.EndStruct();
        var header = output.Length - start;
        output.Write(compressed);
        return header + (long)body.Length;
    }
}
