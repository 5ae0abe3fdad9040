namespace Sluice.Tests.Slurm.Simulation;

/// <summary>
/// Time that passes from event to event. Events of one moment come in an order that a seed decides, and
/// all that awaits them goes on within the event, on the thread that steps: the same seed gives the same
/// run.
/// </summary>
internal sealed class VirtualTime(Random random) : TimeProvider
{
    private readonly PriorityQueue<Action, (long At, int Turn, long Number)> _events = new();
    private readonly DateTimeOffset _began = new(2026, 1, 31, 9, 45, 1, TimeSpan.Zero);
    private long _now;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Since the simulation's beginning.</summary>
    public TimeSpan Now => TimeSpan.FromTicks(_now);

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => _began + Now;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets something happen later.</summary>
    public void In(TimeSpan wait, Action act) =>
        _events.Enqueue(act, (_now + Math.Max(0, wait.Ticks), random.Next(), _number++));

    /// <summary>Comes to the next event.</summary>
    /// <returns>False when there is none.</returns>
    public bool Step()
    {
        if (!_events.TryDequeue(out var act, out var due))
            return false;
        _now = Math.Max(_now, due.At);
        act();
        return true;
    }
}
