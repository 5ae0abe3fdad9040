namespace Sluice.Engine.Working;

/// <summary>The code that does a unit. One instance serves all units of a shard.</summary>
public interface IWorker
{
    /// <summary>
    /// Makes the unit's outputs at the paths the context gives. Throws <see cref="UnitFailure"/>, or
    /// anything else, to fail the unit; honours cancellation within the grace period.
    /// </summary>
    Task RunAsync(UnitContext unit, CancellationToken cancellation);

    /// <summary>Called before the shard's first unit.</summary>
    void ShardStarted(ShardContext shard) { }

    /// <summary>Called after the shard's last unit, unless the shard was interrupted.</summary>
    void ShardEnded(ShardContext shard) { }
}
