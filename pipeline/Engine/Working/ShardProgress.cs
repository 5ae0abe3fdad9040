using System.Collections.Concurrent;
using Sluice.Engine.Claims;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>Keeps a shard's status: what it did, what others did of its slice, what is left of that.</summary>
internal sealed class ShardProgress(Plan plan, Heartbeat heartbeat)
{
    private readonly ConcurrentDictionary<string, bool> _isOfThisRun = new(StringComparer.Ordinal);

    public void Begun(string unit) => heartbeat.Update(s => s with { Current = unit });

    public void Produced(long rows) => heartbeat.Update(s => s with { Rows = s.Rows + rows });

    /// <summary>A unit of whichever slice is settled by this worker.</summary>
    public void Settled(bool isDone, int ownLeft) =>
        heartbeat.Update(s =>
            Counted(
                s with
                {
                    Done = s.Done + (isDone ? 1 : 0),
                    Failed = s.Failed + (isDone ? 0 : 1),
                    Current = "",
                },
                ownLeft
            )
        );

    /// <summary>
    /// A unit of the own slice was settled by another. Those of other shards of this run count for
    /// them.
    /// </summary>
    public void Found(UnitHistory history, int ownLeft)
    {
        var isForeign = history.Done is { } done && !IsOfThisRun(done.Worker);
        heartbeat.Update(s =>
            Counted(s with { DoneElsewhere = s.DoneElsewhere + (isForeign ? 1 : 0) }, ownLeft)
        );
    }

    private static WorkerStatus Counted(WorkerStatus status, int ownLeft) =>
        status with
        {
            Left = ownLeft,
            Total = status.Done + status.Failed + status.DoneElsewhere + ownLeft,
        };

    private bool IsOfThisRun(string worker) =>
        _isOfThisRun.GetOrAdd(
            worker,
            id =>
                WorkerStatus.Read(Heartbeat.FileOf(plan.Stage.Paths.Workers, id))?.PlanId == plan.Id
        );
}
