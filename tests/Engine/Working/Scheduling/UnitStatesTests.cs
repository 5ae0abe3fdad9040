using System.Diagnostics;
using Sluice.Engine.Graph;
using Sluice.Engine.Working.Scheduling;

namespace Sluice.Tests.Engine.Working.Scheduling;

/// <summary>The moves that a unit may make, and what is counted of them.</summary>
public sealed class UnitStatesTests
{
    [Fact]
    public void What_is_settled_stays_settled_and_nothing_becomes_open_again()
    {
        var legal =
            from before in Enum.GetValues<UnitState>()
            from after in Enum.GetValues<UnitState>()
            where UnitStates.IsLegal(before, after)
            select $"{before} → {after}";

        Assert.Equal(
            [
                "Open → Aside",
                "Open → Taken",
                "Open → Settled",
                "Aside → Aside",
                "Aside → Taken",
                "Aside → Settled",
                "Taken → Aside",
                "Taken → Settled",
            ],
            legal
        );
    }

    [Fact]
    public void A_move_that_is_none_is_refused_and_changes_nothing()
    {
        var states = new UnitStates(Slices.RoundRobin(3, 1), 1);
        states.Change(1, UnitState.Taken);

        Assert.Throws<UnreachableException>(() => states.Change(1, UnitState.Taken));
        Assert.Throws<UnreachableException>(() => states.Change(1, UnitState.Open));
        states.Change(1, UnitState.Settled);
        Assert.Throws<UnreachableException>(() => states.Change(1, UnitState.Settled));
        Assert.Throws<UnreachableException>(() => states.Change(1, UnitState.Aside));

        Assert.Equal(UnitState.Settled, states[1]);
        Assert.Equal(2, states.Left);
    }

    [Fact]
    public void Units_left_are_counted_per_slice_and_in_all()
    {
        var states = new UnitStates(Slices.RoundRobin(5, 2), 2);
        Assert.Equal((5, 3, 2), (states.Left, states.LeftOf(0), states.LeftOf(1)));

        states.Change(0, UnitState.Settled);
        states.Change(1, UnitState.Taken);
        states.Change(1, UnitState.Settled);

        Assert.Equal((3, 2, 1), (states.Left, states.LeftOf(0), states.LeftOf(1)));
    }
}
