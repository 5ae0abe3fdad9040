using System.Diagnostics;

namespace Sluice.Engine.Claims;

/// <summary>
/// What protects units from the moment a slot takes them until they are recorded: the claim of one
/// unit, or that of a block with its units one after the other. It is given back when the last of
/// them has ended.
/// </summary>
internal sealed class Lease
{
    private readonly Lock _gate = new();
    private readonly Queue<int> _units;
    private BlockClaim? _block;
    private UnitClaim? _unit;
    private string? _current;
    private long _since;
    private int _taken;

    public Lease(UnitClaim claim, int unit) => (_unit, _units) = (claim, new([unit]));

    public Lease(BlockClaim claim, int block, IReadOnlyList<int> units) =>
        (_block, Block, _units) = (claim, block, new(units));

    private Lease(int taken) => (_taken, _units) = (taken, []);

    /// <summary>Protects nothing: for a unit that is refused.</summary>
    public static Lease None => new(1);

    /// <summary>The block's number.</summary>
    public int Block { get; }

    /// <summary>The next unit, or -1. Each one taken must be ended.</summary>
    public int Take()
    {
        lock (_gate)
        {
            if (!_units.TryDequeue(out var unit))
                return -1;
            _taken++;
            return unit;
        }
    }

    /// <summary>Work on the unit taken last begins.</summary>
    public void Begin(string key)
    {
        lock (_gate)
            (_current, _since) = (key, Stopwatch.GetTimestamp());
    }

    /// <summary>Work has ended; the unit is not recorded yet.</summary>
    public void Worked()
    {
        lock (_gate)
            _current = null;
    }

    /// <summary>A unit taken is recorded or given up.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (--_taken > 0 || _units.Count > 0)
                return;
            _block?.Release();
            _unit?.Release();
        }
    }

    /// <summary>
    /// Keeps only the unit at work, when it has been so for long and all before it are recorded: one
    /// slow unit must not keep its block from others.
    /// </summary>
    /// <returns>The units given free.</returns>
    public IReadOnlyList<int> Narrow(TimeSpan slow)
    {
        lock (_gate)
        {
            if (
                _block is null
                || _current is null
                || _taken > 1
                || Stopwatch.GetElapsedTime(_since) < slow
            )
                return [];
            (_unit, _block) = (_block.NarrowTo(_current), null);
            int[] free = [.. _units];
            _units.Clear();
            return free;
        }
    }

    /// <summary>Takes no further unit.</summary>
    public void Close()
    {
        lock (_gate)
        {
            // As one taken, so that the end of the last releases once.
            _taken++;
            _units.Clear();
        }
        End();
    }
}
