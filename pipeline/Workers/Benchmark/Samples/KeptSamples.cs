namespace Sluice.Workers.Benchmark.Samples;

/// <summary>
/// The samples a merge keeps: found by identity, ordered by sort key. Some 150 bytes each, whatever
/// their size: of long sort keys only the beginning is kept, the rest is read again where it decides.
/// </summary>
internal sealed class KeptSamples
{
    private const int BlockBits = 14;
    private const int KeyBlock = 1 << 20;
    private const int MostKeyBytes = 192;

    private readonly List<KeptSample[]> _blocks = [];
    private readonly List<byte[]> _keys = [];
    private int _keyEnd = KeyBlock;
    private int[] _slots = new int[1 << 12];

    public int Count { get; private set; }

    public ref readonly KeptSample this[int sample] =>
        ref _blocks[sample >> BlockBits][sample & (1 << BlockBits) - 1];

    /// <summary>The sample of an identity, or -1.</summary>
    public int Find(Sha1Digest identity) => _slots[SlotOf(identity)] - 1;

    /// <summary>Keeps one whose identity is not there yet.</summary>
    /// <param name="sample">Without its key.</param>
    /// <param name="key">Its sort key.</param>
    public void Add(KeptSample sample, ReadOnlySpan<byte> key)
    {
        if (2 * Count >= _slots.Length)
            Grow();
        if (Count >> BlockBits == _blocks.Count)
            _blocks.Add(new KeptSample[1 << BlockBits]);
        _slots[SlotOf(sample.Identity)] = Count + 1;
        var length = Math.Min(key.Length, MostKeyBytes + 1);
        if (_keyEnd + length > KeyBlock)
        {
            _keys.Add(new byte[KeyBlock]);
            _keyEnd = 0;
        }
        key[..length].CopyTo(_keys[^1].AsSpan(_keyEnd));
        _blocks[^1][Count & (1 << BlockBits) - 1] = sample with
        {
            Key = (long)(_keys.Count - 1) * KeyBlock + _keyEnd,
            KeyLength = length,
        };
        _keyEnd += length;
        Count++;
    }

    /// <summary>All in the order of the merged file.</summary>
    /// <param name="wholeKey">Reads the whole sort key of one again.</param>
    public int[] InOrder(Func<KeptSample, byte[]> wholeKey)
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => Compare(this[a], this[b], wholeKey));
        return order;
    }

    private int Compare(in KeptSample a, in KeptSample b, Func<KeptSample, byte[]> wholeKey)
    {
        var order = KeyOf(a).SequenceCompareTo(KeyOf(b));
        if (order == 0 && a.KeyLength > MostKeyBytes && a.Identity != b.Identity)
            order = wholeKey(a).AsSpan().SequenceCompareTo(wholeKey(b));
        return order != 0 ? order : a.Identity.CompareTo(b.Identity);
    }

    private ReadOnlySpan<byte> KeyOf(in KeptSample sample) =>
        _keys[(int)(sample.Key / KeyBlock)].AsSpan((int)(sample.Key % KeyBlock), sample.KeyLength);

    private int SlotOf(Sha1Digest identity)
    {
        var slot = (int)(identity.First & (uint)(_slots.Length - 1));
        while (_slots[slot] != 0 && this[_slots[slot] - 1].Identity != identity)
            slot = slot + 1 & _slots.Length - 1;
        return slot;
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        for (var i = 0; i < Count; i++)
            _slots[SlotOf(this[i].Identity)] = i + 1;
    }
}
