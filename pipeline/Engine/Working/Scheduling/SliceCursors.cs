using Sluice.Engine.Graph;

namespace Sluice.Engine.Working.Scheduling;

/// <summary>
/// The slices of a plan's running units: the own one is taken from its front, others' from their
/// ends, the one with the most left first. Pure.
/// </summary>
internal sealed class SliceCursors
{
    private readonly UnitStates _states;
    private readonly Slices _slices;
    private readonly Shard _shard;

    // Within each slice, of its last unit that may be open.
    private readonly int[] _last;
    private readonly int[] _reported;
    private int _next;

    public SliceCursors(UnitStates states, Slices slices, Shard shard)
    {
        _states = states;
        _slices = slices;
        _shard = shard;
        _reported = [.. Enumerable.Range(0, shard.Count).Select(slices.Length)];
        _last = [.. _reported.Select(length => length - 1)];
    }

    /// <summary>Whether nothing of the own slice is left to be looked at.</summary>
    public bool OwnIsEmpty => _next >= _slices.Length(_shard.Index);

    /// <summary>What another shard says is left of its slice.</summary>
    public void Report(int shard, int left) => _reported[shard] = left;

    /// <summary>The next open unit of the own slice, or -1.</summary>
    public int Own()
    {
        for (; !OwnIsEmpty; _next++)
            if (_slices.At(_shard.Index, _next) is var unit && _states[unit] == UnitState.Open)
                return unit;
        return -1;
    }

    /// <summary>The last open unit of the slice with the most left, or -1.</summary>
    public int Other()
    {
        while (Longest() is >= 0 and var slice)
            for (; _last[slice] >= 0; _last[slice]--)
                if (_slices.At(slice, _last[slice]) is var unit && _states[unit] == UnitState.Open)
                    return unit;
        return -1;
    }

    // From the own slice on around, so that several thieves do not all begin at the first.
    private int Longest()
    {
        var longest = -1;
        var most = -1;
        for (var i = 1; i < _shard.Count; i++)
        {
            var slice = (_shard.Index + i) % _shard.Count;
            var left = Math.Min(_states.LeftOf(slice), _reported[slice]);
            if (_last[slice] >= 0 && left > most)
                (longest, most) = (slice, left);
        }
        return longest;
    }
}
