using System.Buffers.Binary;
using System.Text;
using Sluice.Engine;

namespace Sluice.Workers.Tables.Parquet;

/// <summary>What the footer of a Parquet file states of its rows and columns, read without the data.</summary>
/// <param name="RowCount">Rows in all row groups.</param>
/// <param name="ColumnNames">Names of the top-level columns, in order.</param>
internal sealed record ParquetFooter(long RowCount, IReadOnlyList<string> ColumnNames)
{
    // The magic at both ends and the footer's length before the last.
    private const int Envelope = 12;
    private const int Tail = 8;

    internal static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>The number of rows of the Parquet file at <paramref name="path"/>.</summary>
    /// <inheritdoc cref="Read"/>
    public static long ReadRowCount(string path) => Read(path).RowCount;

    /// <summary>Reads the footer of the Parquet file at <paramref name="path"/>, whoever wrote it.</summary>
    /// <exception cref="UserError">
    /// The file is missing or unreadable, is no Parquet file, was cut short, or contradicts itself.
    /// </exception>
    public static ParquetFooter Read(string path)
    {
        try
        {
            return Parse(ReadMetadata(path));
        }
        catch (FormatException e)
        {
            throw new UserError(
                $"{path}: damaged Parquet footer ({e.Message}); write the file anew"
            );
        }
        catch (IOException e)
        {
            throw new UserError($"{path}: cannot be read as a Parquet file: {e.Message}");
        }
    }

    private static byte[] ReadMetadata(string path)
    {
        using var file = InputFile.Open(path);
        if (file.Length == 0)
            throw new UserError($"{path}: the file is empty, not Parquet; write it anew");
        Span<byte> head = stackalloc byte[Magic.Length];
        Span<byte> tail = stackalloc byte[Tail];
        var headSize = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!head.StartsWith(Magic) || headSize < head.Length)
            throw new UserError($"{path}: not a Parquet file: it does not begin with 'PAR1'");
        if (file.Length >= Envelope)
        {
            file.Position = file.Length - Tail;
            file.ReadExactly(tail);
        }
        if (!tail.EndsWith(Magic))
            throw new UserError(
                $"{path}: cut short: its {file.Length} bytes do not end with 'PAR1'; write it anew"
            );
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (size > Math.Min(file.Length - Envelope, Array.MaxLength))
            throw new FormatException($"its length {size} passes the file's {file.Length} bytes");
        var metadata = new byte[size];
        file.Position = file.Length - Tail - size;
        file.ReadExactly(metadata);
        return metadata;
    }

    /// <summary>FileMetaData of parquet.thrift: 2 is the schema, 3 the row count, 4 the row groups.</summary>
    private static ParquetFooter Parse(ReadOnlySpan<byte> metadata)
    {
        var reader = new ThriftCompactReader(metadata);
        List<string>? names = null;
        long? rows = null;
        long groupRows = 0;
        for (var field = 0; reader.ReadField(ref field, out var type); )
        {
            if (field == 2 && type == ThriftType.List)
                names = ReadSchema(ref reader);
            else if (field == 3 && type == ThriftType.Int64)
                rows = reader.ReadInteger();
            else if (field == 4 && type == ThriftType.List)
                for (var left = reader.ReadList(out _); left > 0; left--)
                    groupRows += ReadInteger(ref reader, 3);
            else
                reader.Skip(type);
        }
        if (names is null || rows is null)
            throw new FormatException("no schema or no row count");
        if (rows != groupRows)
            throw new FormatException($"{rows} rows stated, {groupRows} in the row groups");
        return new ParquetFooter(rows.Value, names);
    }

    /// <summary>The schema tree in depth-first order: a root, then its children with theirs.</summary>
    private static List<string> ReadSchema(ref ThriftCompactReader reader)
    {
        var names = new List<string>();
        // How many elements each open level still has; level 1 holds the columns.
        var open = new Stack<long>([1]);
        for (var left = reader.ReadList(out _); left > 0; left--)
        {
            while (open.TryPeek(out var missing) && missing == 0)
                open.Pop();
            if (open.Count == 0)
                throw new FormatException("the schema has loose ends");
            open.Push(open.Pop() - 1);
            var (name, children) = ReadElement(ref reader);
            if (open.Count == 2)
                names.Add(name);
            if (children > 0)
                open.Push(children);
        }
        return names;
    }

    /// <summary>SchemaElement: 4 is the name, 5 the number of children.</summary>
    private static (string Name, long Children) ReadElement(ref ThriftCompactReader reader)
    {
        var name = "";
        long children = 0;
        for (var field = 0; reader.ReadField(ref field, out var type); )
        {
            if (field == 4 && type == ThriftType.Binary)
                name = Encoding.UTF8.GetString(reader.ReadBinary());
            else if (field == 5 && type == ThriftType.Int32)
                children = reader.ReadInteger();
            else
                reader.Skip(type);
        }
        return (name, children);
    }

    private static long ReadInteger(ref ThriftCompactReader reader, int wanted)
    {
        long value = 0;
        for (var field = 0; reader.ReadField(ref field, out var type); )
        {
            if (field == wanted && type is ThriftType.Int32 or ThriftType.Int64)
                value = reader.ReadInteger();
            else
                reader.Skip(type);
        }
        return value;
    }
}
