namespace Sluice.Workers.Tables.Parquet;

/// <summary>
/// Reads structs in Thrift's compact protocol (thrift-compact-protocol.md of Apache Thrift) from
/// bytes that may be anything: whatever does not fit throws <see cref="FormatException"/>.
/// </summary>
internal ref struct ThriftCompactReader(ReadOnlySpan<byte> input)
{
    // Parquet nests about six deep; a bound keeps hostile bytes from exhausting the stack.
    private const int DeepestNesting = 32;

    private readonly ReadOnlySpan<byte> _input = input;
    private int _at;

    /// <summary>Reads a field's header; false at the end of the struct.</summary>
    /// <param name="field">The previous field's id, 0 at the start; becomes this field's.</param>
    public bool ReadField(ref int field, out ThriftType type)
    {
        var header = ReadByte();
        type = (ThriftType)(header & 0x0F);
        if (header == 0)
            return false;
        var delta = header >> 4;
        field = delta == 0 ? (int)ReadInteger() : field + delta;
        return true;
    }

    /// <summary>Reads a list's header; its elements follow.</summary>
    public int ReadList(out ThriftType elements)
    {
        var header = ReadByte();
        elements = (ThriftType)(header & 0x0F);
        var count = header >> 4 == 15 ? ReadVarint() : (ulong)(header >> 4);
        // An element takes at least a byte, so a greater count cannot be true.
        return count <= (ulong)(_input.Length - _at) ? (int)count : throw Malformed();
    }

    /// <summary>Reads an i16, i32 or i64.</summary>
    public long ReadInteger()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> ReadBinary()
    {
        var length = ReadVarint();
        if (length > (ulong)(_input.Length - _at))
            throw Malformed();
        var bytes = _input.Slice(_at, (int)length);
        _at += (int)length;
        return bytes;
    }

    /// <summary>Passes over a field's value.</summary>
    public void Skip(ThriftType type) => Skip(type, inList: false, depth: 0);

    private void Skip(ThriftType type, bool inList, int depth)
    {
        if (depth > DeepestNesting)
            throw Malformed();
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                // A field's header holds the value; a list spends a byte on each.
                if (inList)
                    ReadByte();
                break;
            case ThriftType.Byte:
                ReadByte();
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                ReadVarint();
                break;
            case ThriftType.Double:
                for (var i = 0; i < 8; i++)
                    ReadByte();
                break;
            case ThriftType.Binary:
                ReadBinary();
                break;
            case ThriftType.List or ThriftType.Set:
                for (var left = ReadList(out var elements); left > 0; left--)
                    Skip(elements, inList: true, depth + 1);
                break;
            case ThriftType.Struct:
                for (var field = 0; ReadField(ref field, out var member); )
                    Skip(member, inList: false, depth + 1);
                break;
            default:
                // Parquet has no maps.
                throw Malformed();
        }
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Malformed();
    }

    private byte ReadByte() => _at < _input.Length ? _input[_at++] : throw Malformed();

    private readonly FormatException Malformed() => new($"malformed Thrift at byte {_at}");
}
