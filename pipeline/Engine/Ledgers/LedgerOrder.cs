namespace Sluice.Engine.Ledgers;

/// <summary>Which of two records of a unit supersedes the other: the plan's generation first, whatever the clocks say.</summary>
/// <param name="Generation">Of the plan.</param>
/// <param name="At">When it ended, in ticks of UTC.</param>
/// <param name="Sequence">Number of the record among its worker's, from 1.</param>
internal readonly record struct LedgerOrder(long Generation, long At, long Sequence)
    : IComparable<LedgerOrder>
{
    public int CompareTo(LedgerOrder other) =>
        Generation != other.Generation ? Generation.CompareTo(other.Generation)
        : At != other.At ? At.CompareTo(other.At)
        : Sequence.CompareTo(other.Sequence);
}
