using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working.Scheduling;

/// <summary>
/// The blocks of the units that are open, once around. A block's units lie all over a plan, of which
/// only a part is in memory: so the plan is gone through in windows, and each window by blocks, every
/// shard beginning at a place of its own. Pure.
/// </summary>
internal sealed class BlockCursor(UnitStates states, Func<int, int> blockOf, Shard shard)
{
    /// <summary>Units of a window: as many as are kept of a plan.</summary>
    public const int Window = PlannedUnits.Kept * PlanFile.BlockSize;

    private readonly int[] _starts = new int[ClaimStore.Blocks + 1];
    private readonly int _windows = (states.Count + Window - 1) / Window;
    private int[] _units = [];
    private int _begun;
    private int _walked = ClaimStore.Blocks;

    /// <summary>The next block with its open units of a window, in plan order; null at the end of the round.</summary>
    public (int Block, List<int> Units)? Next()
    {
        while (true)
        {
            while (_walked < ClaimStore.Blocks)
            {
                var first = Place(ClaimStore.Blocks);
                var block = (first + _walked++) % ClaimStore.Blocks;
                var units = new List<int>();
                for (var i = _starts[block]; i < _starts[block + 1]; i++)
                    if (states[_units[i]] == UnitState.Open)
                        units.Add(_units[i]);
                if (units.Count > 0)
                    return (block, units);
            }
            if (_begun == _windows)
                return null;
            Sort((Place(_windows) + _begun++) % _windows * Window);
            _walked = 0;
        }
    }

    private int Place(int of) => (int)((long)shard.Index * of / shard.Count);

    private void Sort(int first)
    {
        var blocks = Enumerable
            .Range(first, Math.Min(Window, states.Count - first))
            .Where(unit => states[unit] == UnitState.Open)
            .Select(unit => (Unit: unit, Block: blockOf(unit)))
            .ToList();
        Array.Clear(_starts);
        foreach (var (_, block) in blocks)
            _starts[block + 1]++;
        for (var i = 0; i < ClaimStore.Blocks; i++)
            _starts[i + 1] += _starts[i];
        _units = new int[blocks.Count];
        var next = _starts.ToArray();
        foreach (var (unit, block) in blocks)
            _units[next[block]++] = unit;
    }
}
