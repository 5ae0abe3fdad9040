namespace Sluice.Tests.Slurm.Node;

/// <summary>A clock on which waits are over at once and yet have taken their time.</summary>
internal sealed class FastClock : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long was waited.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        lock (Waits)
            Waits.Add(dueTime);
        Interlocked.Add(ref _now, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
