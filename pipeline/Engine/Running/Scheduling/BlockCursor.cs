namespace Sluice.Engine.Running.Scheduling;

/// <summary>The blocks of the units that were open when it was made, once around from a first one. Pure.</summary>
internal sealed class BlockCursor
{
    private readonly UnitState[] _states;
    private readonly int[] _units;
    private readonly int[] _starts = new int[ClaimStore.Blocks + 1];
    private readonly int _first;
    private int _walked;

    public BlockCursor(UnitState[] states, Func<int, int> blockOf, int first)
    {
        _states = states;
        _first = first;
        var open = Enumerable.Range(0, states.Length).Where(u => states[u] == UnitState.Open);
        var blocks = open.Select(unit => (Unit: unit, Block: blockOf(unit))).ToList();
        foreach (var (_, block) in blocks)
            _starts[block + 1]++;
        for (var i = 0; i < ClaimStore.Blocks; i++)
            _starts[i + 1] += _starts[i];
        _units = new int[blocks.Count];
        var next = _starts.ToArray();
        foreach (var (unit, block) in blocks)
            _units[next[block]++] = unit;
    }

    /// <summary>The next block with its open units, in plan order; null at the end of the round.</summary>
    public (int Block, List<int> Units)? Next()
    {
        while (_walked < ClaimStore.Blocks)
        {
            var block = (_first + _walked++) % ClaimStore.Blocks;
            var units = new List<int>();
            for (var i = _starts[block]; i < _starts[block + 1]; i++)
                if (_states[_units[i]] == UnitState.Open)
                    units.Add(_units[i]);
            if (units.Count > 0)
                return (block, units);
        }
        return null;
    }
}
