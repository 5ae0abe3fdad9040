namespace Sluice.Tests.Slurm.Simulation;

/// <summary>A timer of virtual time.</summary>
internal sealed class VirtualTimer(VirtualTime time, Action act) : ITimer
{
    private int _life;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var life = ++_life;
        if (dueTime != Timeout.InfiniteTimeSpan)
            time.In(dueTime, () => Due(life, period));
        return true;
    }

    public void Dispose() => _life++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Due(int life, TimeSpan period)
    {
        if (life != _life)
            return;
        if (period > TimeSpan.Zero)
            Change(period, period);
        act();
    }
}
