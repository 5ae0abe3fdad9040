using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Working.Scheduling;

namespace Sluice.Engine.Working;

/// <summary>
/// What the run's other shards say is left of their slices, for one that takes from them. Read now and
/// then, by whichever slot comes first.
/// </summary>
internal sealed class SliceReports(Plan plan, Shard shard, UnitBoard board, TimeProvider clock)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    // Each reads the status of all: a thousand must not do so twice a second.
    private readonly TimeSpan _interval = s_interval * Math.Max(1, shard.Count / 16);
    private long _read;

    /// <summary>Reads them, when it matters and is time.</summary>
    public void Read()
    {
        var now = clock.GetTimestamp();
        var last = Interlocked.Read(ref _read);
        if (
            !board.IsStealing
            || clock.GetElapsedTime(last, now) < _interval
            || Interlocked.CompareExchange(ref _read, now, last) != last
        )
            return;
        foreach (var status in WorkerStatus.ReadAll(plan))
            if (status.ExitCode is null && status.Shard.Count == shard.Count)
                board.Report(status.Shard, status.Left);
    }
}
