using Sluice.Engine.Graph;

namespace Sluice.Engine.Running.Scheduling;

/// <summary>
/// The slices of a plan's running units, dealt round robin: the own one is taken from its front,
/// others' from their ends, the one with the most left first. Pure.
/// </summary>
internal sealed class SliceCursors
{
    private readonly UnitState[] _states;
    private readonly Shard _shard;
    private readonly int[] _last;
    private readonly int[] _left;
    private readonly int[] _reported;
    private int _next;

    public SliceCursors(UnitState[] states, Shard shard)
    {
        _states = states;
        _shard = shard;
        _next = shard.Index;
        _last =
        [
            .. Enumerable
                .Range(0, shard.Count)
                .Select(i =>
                    i < states.Length ? i + (states.Length - 1 - i) / shard.Count * shard.Count : -1
                ),
        ];
        _left = [.. _last.Select((last, i) => last < 0 ? 0 : (last - i) / shard.Count + 1)];
        _reported = [.. _left];
    }

    /// <summary>Units of the own slice that are not settled.</summary>
    public int OwnLeft => _left[_shard.Index];

    /// <summary>Whether nothing of the own slice is left to be looked at.</summary>
    public bool OwnIsEmpty => _next >= _states.Length;

    /// <summary>Whether a unit is of the own slice.</summary>
    public bool IsOwn(int unit) => unit % _shard.Count == _shard.Index;

    /// <summary>What another shard says is left of its slice.</summary>
    public void Report(int shard, int left) => _reported[shard] = left;

    /// <summary>Counts a unit that is settled now.</summary>
    public void Settle(int unit) => _left[unit % _shard.Count]--;

    /// <summary>The next open unit of the own slice, or -1.</summary>
    public int Own()
    {
        for (; _next < _states.Length; _next += _shard.Count)
            if (_states[_next] == UnitState.Open)
                return _next;
        return -1;
    }

    /// <summary>The last open unit of the slice with the most left, or -1.</summary>
    public int Other()
    {
        while (Longest() is >= 0 and var slice)
            for (; _last[slice] >= 0; _last[slice] -= _shard.Count)
                if (_states[_last[slice]] == UnitState.Open)
                    return _last[slice];
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
            var left = Math.Min(_left[slice], _reported[slice]);
            if (_last[slice] >= 0 && left > most)
                (longest, most) = (slice, left);
        }
        return longest;
    }
}
