using System.Buffers.Binary;
using System.Text;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Fingerprints;

/// <summary>
/// Puts together what a fingerprint is the hash of, used again from unit to unit: every field with
/// its length before it, so that no two lists collide by shifting text between fields. For one thread.
/// </summary>
internal sealed class FingerprintBuffer
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>Begins with the hash of the parts that all units share, and the unit's key.</summary>
    public void Start(Hash256 shared, string key)
    {
        Start();
        shared.CopyTo(Room(Hash256.Size));
        _length += Hash256.Size;
        Add(key);
    }

    /// <summary>Begins with nothing.</summary>
    public void Start() => _length = 0;

    /// <summary>A part; a hash counts by its bytes, as in the other form.</summary>
    public void Add(PartKind kind, ReadOnlySpan<char> name, string value)
    {
        if (kind is PartKind.Input or PartKind.Code && Hash256.TryParse(value, out var hash))
        {
            Add(kind, name, hash);
            return;
        }
        Add(kind, name);
        Add(value);
    }

    /// <summary>A file's content.</summary>
    public void Add(PartKind kind, ReadOnlySpan<char> name, Hash256 value)
    {
        Add(kind, name);
        AddNumber(Hash256.Size);
        value.CopyTo(Room(Hash256.Size));
        _length += Hash256.Size;
    }

    /// <summary>Parameters, in ordinal order.</summary>
    public void Add(IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.Count == 0)
            return;
        foreach (var (name, value) in OrderedMap.Of(parameters).Pairs)
            Add(PartKind.Parameter, name, value);
    }

    /// <summary>Hash of all that was added.</summary>
    public Hash256 End() => Hash256.Of(_bytes.AsSpan(0, _length));

    private void Add(PartKind kind, ReadOnlySpan<char> name)
    {
        AddNumber((int)kind);
        Add(name);
    }

    private void Add(ReadOnlySpan<char> text)
    {
        // No character takes more than three bytes of UTF-8.
        var room = Room(4 + text.Length * 3);
        var length = Encoding.UTF8.GetBytes(text, room[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(room, length);
        _length += 4 + length;
    }

    private void AddNumber(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Room(4), number);
        _length += 4;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _length < bytes)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + bytes));
        return _bytes.AsSpan(_length);
    }
}
