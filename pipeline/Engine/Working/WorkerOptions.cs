using Sluice.Engine.Claims;

namespace Sluice.Engine.Working;

/// <summary>How one worker differs from others of its plan. The default is a shard of a local run.</summary>
public sealed record WorkerOptions
{
    /// <summary>Which attempt of the run this is, from 1: each allows a failed unit its tries anew.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>
    /// Whether it ends when all that is left is held by others for longer than a dead one could hold
    /// it, instead of waiting for them: a node is not to be kept idle.
    /// </summary>
    public bool LeavesHeld { get; init; }

    /// <summary>
    /// Whether who ends this worker ends all that it has started at the same moment, as Slurm does: a
    /// unit may then have ended, badly or seemingly well, a little before the worker knows why.
    /// </summary>
    public bool SharesSignals { get; init; }

    /// <summary>Nothing more is begun once this is cancelled; what runs goes on.</summary>
    public CancellationToken Drain { get; init; }

    /// <summary>
    /// The time is up: what still runs is stopped. It is given back; but a unit that has had nearly all
    /// of this life is recorded as failed, since it would be cut short in every other, too.
    /// </summary>
    public CancellationToken TimeUp { get; init; }

    /// <summary>Whether it is the time limit that is up: who is ended earlier may have all the time it needs in the next life.</summary>
    public Func<bool> IsTimeLimit { get; init; } = () => true;

    /// <summary>When this life began, as a timestamp of the worker's clock.</summary>
    public long LifeBegan { get; init; }

    /// <summary>What the time limit was, for the failure's text.</summary>
    public string TimeLimit { get; init; } = "";

    /// <summary>
    /// Whether a worker, by its status, is an earlier life of this one, which is over for certain
    /// although its machine cannot be asked.
    /// </summary>
    public Func<WorkerStatus, bool> IsEarlierSelf { get; init; } = _ => false;
}
