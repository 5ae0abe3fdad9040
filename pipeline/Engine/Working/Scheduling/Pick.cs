namespace Sluice.Engine.Working.Scheduling;

/// <summary>What a slot is to do next.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Number">The unit's index in the plan's running units, or the block's number.</param>
/// <param name="Units">The block's units that are left.</param>
/// <param name="Until">How long to wait, on the queue's clock; something may happen before.</param>
internal readonly record struct Pick(
    PickKind Kind,
    int Number,
    IReadOnlyList<int> Units,
    TimeSpan Until
)
{
    public static Pick Unit(int unit) => new(PickKind.Unit, unit, [], default);

    public static Pick Block(int block, IReadOnlyList<int> units) =>
        new(PickKind.Block, block, units, default);

    public static Pick Wait(TimeSpan until) => new(PickKind.Wait, -1, [], until);

    public static Pick End { get; } = new(PickKind.End, -1, [], default);
}

/// <summary>Sorts of <see cref="Pick"/>.</summary>
internal enum PickKind
{
    /// <summary>Claim a unit and do it.</summary>
    Unit,

    /// <summary>Claim a block and do its units.</summary>
    Block,

    /// <summary>Nothing to do now.</summary>
    Wait,

    /// <summary>Nothing to do any more.</summary>
    End,
}
