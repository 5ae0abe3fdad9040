using System.Diagnostics;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Working.Scheduling;

/// <summary>
/// How far each of a plan's running units is, the one table of the moves between that, and what is
/// counted of it. Pure.
/// </summary>
internal sealed class UnitStates
{
    private readonly UnitState[] _states;
    private readonly Slices _slices;
    private readonly int[] _leftOfSlice;

    /// <summary>All units open.</summary>
    /// <param name="slices">Of which units.</param>
    /// <param name="count">How many slices there are.</param>
    public UnitStates(Slices slices, int count)
    {
        _slices = slices;
        _states = new UnitState[slices.Units];
        _leftOfSlice = [.. Enumerable.Range(0, count).Select(slices.Length)];
        Left = slices.Units;
    }

    /// <summary>How many units there are.</summary>
    public int Count => _states.Length;

    /// <summary>Units that are not settled.</summary>
    public int Left { get; private set; }

    /// <summary>How far a unit is.</summary>
    public UnitState this[int unit] => _states[unit];

    /// <summary>Units of a slice that are not settled.</summary>
    public int LeftOf(int slice) => _leftOfSlice[slice];

    /// <summary>The only place where a state changes.</summary>
    /// <exception cref="UnreachableException">There is no such move: going on would do a unit twice, or never.</exception>
    public void Change(int unit, UnitState to)
    {
        var from = _states[unit];
        if (!IsLegal(from, to))
            throw new UnreachableException($"unit {unit} cannot become {to}: it is {from}");
        _states[unit] = to;
        if (to != UnitState.Settled)
            return;
        Left--;
        _leftOfSlice[_slices.Of(unit)]--;
    }

    /// <summary>Whether a unit may go from one state to another.</summary>
    public static bool IsLegal(UnitState from, UnitState to) =>
        (from, to) switch
        {
            // The exclusive lane is taken, or it is one of a block that is held.
            (UnitState.Open, UnitState.Aside) => true,
            (UnitState.Open, UnitState.Taken) => true,
            // Others had done it before it was looked at.
            (UnitState.Open, UnitState.Settled) => true,
            // Its turn came, and the lane was taken once more.
            (UnitState.Aside, UnitState.Aside) => true,
            (UnitState.Aside, UnitState.Taken) => true,
            (UnitState.Aside, UnitState.Settled) => true,
            // Held by another, to be tried again, or given up by a block's slow slot.
            (UnitState.Taken, UnitState.Aside) => true,
            (UnitState.Taken, UnitState.Settled) => true,
            _ => false,
        };
}
