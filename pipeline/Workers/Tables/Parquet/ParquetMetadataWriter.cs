using System.Text;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Tables.Parquet;

/// <summary>Writes a file's FileMetaData (parquet.thrift), whose field numbers appear below.</summary>
internal static class ParquetMetadataWriter
{
    private const int Required = 0;
    private const int Optional = 1;
    private const int ConvertedUtf8 = 0;

    public static void Write(
        ByteBuffer output,
        IReadOnlyList<ParquetColumn> columns,
        IReadOnlyList<ParquetRowGroup> groups
    )
    {
        var thrift = new ThriftCompactWriter(output);
        thrift.BeginStruct();
        thrift.WriteInt32(1, 1);
        thrift.BeginList(2, ThriftType.Struct, columns.Count + 1);
        WriteRoot(thrift, columns.Count);
        foreach (var column in columns)
            WriteColumn(thrift, column);
        thrift.WriteInt64(3, groups.Sum(group => (long)group.Rows));
        thrift.BeginList(4, ThriftType.Struct, groups.Count);
        foreach (var group in groups)
            WriteGroup(thrift, group);
        thrift.WriteString(6, "sluice");
        // Without column orders readers must not trust min_value and max_value: TYPE_ORDER for each.
        thrift.BeginList(7, ThriftType.Struct, columns.Count);
        foreach (var _ in columns)
            WriteUnion(thrift);
        thrift.EndStruct();
    }

    private static void WriteRoot(ThriftCompactWriter thrift, int children)
    {
        thrift.BeginStruct();
        thrift.WriteString(4, "schema");
        thrift.WriteInt32(5, children);
        thrift.EndStruct();
    }

    private static void WriteColumn(ThriftCompactWriter thrift, ParquetColumn column)
    {
        thrift.BeginStruct();
        thrift.WriteInt32(1, (int)column.Type);
        thrift.WriteInt32(3, column.Optional ? Optional : Required);
        thrift.WriteString(4, column.Name);
        if (column.Type == ParquetType.String)
        {
            thrift.WriteInt32(6, ConvertedUtf8);
            thrift.BeginStruct(10);
            thrift.BeginStruct(1);
            thrift.EndStruct();
            thrift.EndStruct();
        }
        thrift.EndStruct();
    }

    /// <summary>An element of a union whose first member, an empty struct, is set.</summary>
    private static void WriteUnion(ThriftCompactWriter thrift)
    {
        thrift.BeginStruct();
        thrift.BeginStruct(1);
        thrift.EndStruct();
        thrift.EndStruct();
    }

    private static void WriteGroup(ThriftCompactWriter thrift, ParquetRowGroup group)
    {
        thrift.BeginStruct();
        thrift.BeginList(1, ThriftType.Struct, group.Chunks.Count);
        foreach (var chunk in group.Chunks)
        {
            thrift.BeginStruct();
            thrift.WriteInt64(2, 0);
            WriteChunk(thrift, chunk);
            thrift.EndStruct();
        }
        thrift.WriteInt64(2, group.Chunks.Sum(chunk => chunk.UncompressedSize));
        thrift.WriteInt64(3, group.Rows);
        thrift.EndStruct();
    }

    private static void WriteChunk(ThriftCompactWriter thrift, ParquetChunk chunk)
    {
        thrift.BeginStruct(3);
        thrift.WriteInt32(1, (int)chunk.Column.Type);
        List<ParquetEncoding> encodings = [ParquetEncoding.Plain, ParquetEncoding.Rle];
        if (chunk.DictionaryOffset is not null)
            encodings.Add(ParquetEncoding.RleDictionary);
        thrift.BeginList(2, ThriftType.Int32, encodings.Count);
        foreach (var encoding in encodings)
            thrift.WriteElement((int)encoding);
        thrift.BeginList(3, ThriftType.Binary, 1);
        thrift.WriteElement(Encoding.UTF8.GetBytes(chunk.Column.Name));
        thrift.WriteInt32(4, (int)chunk.Codec);
        thrift.WriteInt64(5, chunk.Rows);
        thrift.WriteInt64(6, chunk.UncompressedSize);
        thrift.WriteInt64(7, chunk.CompressedSize);
        thrift.WriteInt64(9, chunk.DataOffset);
        if (chunk.DictionaryOffset is { } dictionary)
            thrift.WriteInt64(11, dictionary);
        WriteStatistics(thrift, chunk.Statistics);
        thrift.EndStruct();
    }

    private static void WriteStatistics(ThriftCompactWriter thrift, ParquetStatistics statistics)
    {
        thrift.BeginStruct(12);
        thrift.WriteInt64(3, statistics.NullCount);
        if (statistics.Max is not null)
            thrift.WriteBinary(5, statistics.Max);
        if (statistics.Min is not null)
            thrift.WriteBinary(6, statistics.Min);
        if (statistics.Max is not null)
            thrift.WriteBool(7, statistics.MaxExact);
        if (statistics.Min is not null)
            thrift.WriteBool(8, statistics.MinExact);
        thrift.EndStruct();
    }
}
