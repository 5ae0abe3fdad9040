using System.Text;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Tables.Parquet;

/// <summary>
/// Writes structs in Thrift's compact protocol (thrift-compact-protocol.md of Apache Thrift), as
/// Parquet's page headers and footer are stored. Fields must come in rising order of their ids.
/// </summary>
internal sealed class ThriftCompactWriter(ByteBuffer output)
{
    private readonly Stack<int> _outerFields = new();
    private int _lastField;

    /// <summary>Opens the outermost struct, or one that is an element of a list.</summary>
    public void BeginStruct()
    {
        _outerFields.Push(_lastField);
        _lastField = 0;
    }

    /// <summary>Opens a struct that is field <paramref name="field"/> of the open one.</summary>
    public void BeginStruct(int field)
    {
        WriteHeader(field, ThriftType.Struct);
        BeginStruct();
    }

    public void EndStruct()
    {
        output.WriteByte(0);
        _lastField = _outerFields.Pop();
    }

    public void WriteBool(int field, bool value) =>
        WriteHeader(field, value ? ThriftType.True : ThriftType.False);

    public void WriteInt32(int field, int value)
    {
        WriteHeader(field, ThriftType.Int32);
        WriteZigzag(value);
    }

    public void WriteInt64(int field, long value)
    {
        WriteHeader(field, ThriftType.Int64);
        WriteZigzag(value);
    }

    public void WriteBinary(int field, ReadOnlySpan<byte> value)
    {
        WriteHeader(field, ThriftType.Binary);
        WriteElement(value);
    }

    /// <summary>A lone surrogate becomes U+FFFD, as everywhere in a written file.</summary>
    public void WriteString(int field, string value) =>
        WriteBinary(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Opens a list; its <paramref name="count"/> elements follow.</summary>
    public void BeginList(int field, ThriftType elements, int count)
    {
        WriteHeader(field, ThriftType.List);
        if (count < 15)
        {
            output.WriteByte((byte)(count << 4 | (int)elements));
            return;
        }
        output.WriteByte((byte)(0xF0 | (int)elements));
        output.WriteVarint((ulong)count);
    }

    public void WriteElement(int value) => WriteZigzag(value);

    public void WriteElement(ReadOnlySpan<byte> value)
    {
        output.WriteVarint((ulong)value.Length);
        output.Write(value);
    }

    private void WriteHeader(int field, ThriftType type)
    {
        var delta = field - _lastField;
        if (delta is < 1 or > 15)
            throw new InvalidOperationException($"field {field} follows {_lastField}");
        output.WriteByte((byte)(delta << 4 | (int)type));
        _lastField = field;
    }

    private void WriteZigzag(long value) =>
        output.WriteVarint((ulong)((value << 1) ^ (value >> 63)));
}
