namespace Sluice.Engine.Working.Scheduling;

/// <summary>What the queue asks about units, by their index in the plan's running units.</summary>
internal interface IUnitFacts
{
    /// <summary>Whether it runs alone within its shard.</summary>
    bool IsExclusive(int unit);

    /// <summary>The block whose claim covers it.</summary>
    int BlockOf(int unit);

    /// <summary>Whether the ledger, as far as it has been read, says done or failed for good.</summary>
    bool IsSettled(int unit);

    /// <summary>Told when the queue finds that a unit is settled.</summary>
    void Found(int unit);
}
