using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Stages;

/// <summary>Where shards run.</summary>
public interface IExecutor
{
    /// <summary>Runs the shards of a written plan to their end.</summary>
    /// <param name="plan">Frozen and on disk.</param>
    /// <param name="shards">Those with something to do.</param>
    /// <param name="stop">Interrupts: shards are asked to end, then made to.</param>
    Task<IReadOnlyList<ShardOutcome>> RunAsync(
        Plan plan,
        IReadOnlyList<Shard> shards,
        CancellationToken stop
    );
}
