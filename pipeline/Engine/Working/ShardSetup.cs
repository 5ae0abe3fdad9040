using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>What a shard's work under one identity is put together from.</summary>
/// <param name="Plan">The frozen stage.</param>
/// <param name="Shard">Which slice is its own.</param>
/// <param name="Worker">Does the units.</param>
/// <param name="Identity">The worker's id, which names its files.</param>
/// <param name="Heartbeat">Shows its status to others.</param>
/// <param name="Log">The shard's.</param>
/// <param name="Clock">For what is recorded and waited for.</param>
/// <param name="Options">How it differs from others of its plan.</param>
internal sealed record ShardSetup(
    Plan Plan,
    Shard Shard,
    IWorker Worker,
    string Identity,
    Heartbeat Heartbeat,
    TextWriter Log,
    TimeProvider Clock,
    WorkerOptions Options
)
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    /// <summary>Tries and time of a unit within this attempt of the run.</summary>
    public RunLimits Limits { get; } = Plan.Stage.Limits.ForAttempt(Options.Attempt);

    /// <summary>How the plan's running units are cut for as many shards.</summary>
    public Slices Slices { get; } = Plan.Slices(Shard.Count);

    /// <summary>After how long with nothing left but what others hold the shard ends; null for never.</summary>
    public TimeSpan? LeavesHeldAfter =>
        !Options.LeavesHeld ? null
        // One that has nothing of its own came only to help.
        : Slices.Length(Shard.Index) == 0 ? TimeSpan.Zero
        // A dead holder is taken over within that time.
        : Limits.ClaimExpiry + s_margin;
}
