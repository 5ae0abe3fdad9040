namespace Sluice.Engine.Working.Scheduling;

/// <summary>
/// Blocks that could not be claimed whole. Their units are tried one by one, since it may be one slow
/// unit alone that is held; after a few that are held too, the rest waits. Pure.
/// </summary>
internal sealed class BusyBlocks(Func<int, TimeSpan> backOff)
{
    private const int MostFailures = 3;

    private readonly PriorityQueue<(int Block, IReadOnlyList<int> Units), TimeSpan> _waiting =
        new();
    private readonly Queue<Try> _open = new();
    private readonly Dictionary<int, Try> _out = [];
    private readonly Dictionary<int, int> _times = [];

    /// <summary>When the first waiting block is due, or null.</summary>
    public TimeSpan? Due => _waiting.TryPeek(out _, out var due) ? due : null;

    /// <summary>A block that could not be claimed, or was narrowed to one of its units.</summary>
    public void Add(int block, IEnumerable<int> units) => _open.Enqueue(new Try(block, units));

    /// <summary>The next unit to try singly, or -1.</summary>
    public int Take()
    {
        while (_open.TryPeek(out var current))
        {
            if (current.Units.TryDequeue(out var unit))
            {
                _out[unit] = current;
                return unit;
            }
            _open.Dequeue();
        }
        return -1;
    }

    /// <summary>A block that is due, to be claimed whole, or null.</summary>
    public (int Block, IReadOnlyList<int> Units)? TakeDue(TimeSpan now) =>
        Due <= now ? _waiting.Dequeue() : null;

    /// <summary>Says how a try at a unit ended.</summary>
    /// <returns>False when it was not taken from here.</returns>
    public bool Ended(int unit, bool isHeld, TimeSpan now)
    {
        if (!_out.Remove(unit, out var of))
            return false;
        if (isHeld)
        {
            of.Held.Add(unit);
            of.Failures++;
        }
        if (of.Failures >= MostFailures)
        {
            of.Held.AddRange(of.Units);
            of.Units.Clear();
        }
        if (of is { Units.Count: 0, Held.Count: > 0 })
        {
            var times = _times[of.Block] = _times.GetValueOrDefault(of.Block) + 1;
            _waiting.Enqueue((of.Block, [.. of.Held]), now + backOff(times));
            of.Held.Clear();
        }
        return true;
    }

    private sealed class Try(int block, IEnumerable<int> units)
    {
        public int Block { get; } = block;
        public Queue<int> Units { get; } = new(units);
        public List<int> Held { get; } = [];
        public int Failures { get; set; }
    }
}
