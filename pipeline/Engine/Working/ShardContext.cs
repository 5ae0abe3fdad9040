using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>A shard as its worker sees it.</summary>
/// <param name="Plan">The frozen stage.</param>
/// <param name="Shard">Which slice.</param>
/// <param name="Ledger">What is done and failed; current when the shard has ended.</param>
/// <param name="Log">The shard's log.</param>
/// <param name="Elapsed">Since the shard started.</param>
public sealed record ShardContext(
    Plan Plan,
    Shard Shard,
    Ledger Ledger,
    TextWriter Log,
    TimeSpan Elapsed
);
