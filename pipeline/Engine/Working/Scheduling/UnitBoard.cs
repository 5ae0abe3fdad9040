using System.Diagnostics;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Working.Scheduling;

/// <summary>The <see cref="UnitQueue"/> as slots and committer share it: locked, with the time, waited at.</summary>
internal sealed class UnitBoard
{
    private readonly object _gate = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly UnitQueue _queue;
    private volatile bool _isClosed;

    public UnitBoard(UnitQueue queue) => _queue = queue;

    /// <summary>Whether nothing more is to begin.</summary>
    public bool IsClosed => _isClosed;

    /// <inheritdoc cref="UnitQueue.Left"/>
    public int Left => Ask(queue => queue.Left);

    /// <summary>Units of the own slice that are not settled.</summary>
    public int OwnLeft => Ask(queue => queue.OwnLeft);

    /// <summary>Whether it matters now what is left of others' slices.</summary>
    public bool IsStealing => Ask(queue => queue.IsStealing);

    private TimeSpan Now => Stopwatch.GetElapsedTime(_started);

    /// <summary>What a slot does next; after <see cref="Close"/> nothing.</summary>
    public Pick Take() => Ask(queue => _isClosed ? Pick.End : queue.Take(Now));

    /// <summary>Waits until something has changed, or until a wait is over.</summary>
    public void Wait(Pick pick)
    {
        lock (_gate)
            if (!_isClosed && pick.Until - Now is var left && left > TimeSpan.Zero)
                Monitor.Wait(_gate, left);
    }

    /// <summary>Nothing more is given out.</summary>
    public void Close() => Tell(_ => _isClosed = true);

    /// <inheritdoc cref="UnitQueue.Begun"/>
    public void Begun(int unit) => Tell(queue => queue.Begun(unit));

    /// <inheritdoc cref="UnitQueue.Ran"/>
    public void Ran(int unit, TimeSpan time) => Tell(queue => queue.Ran(unit, time));

    /// <inheritdoc cref="UnitQueue.Settle"/>
    public void Settle(int unit) => Tell(queue => queue.Settle(unit, Now));

    /// <inheritdoc cref="UnitQueue.Held"/>
    public void Held(int unit) => Tell(queue => queue.Held(unit, Now));

    /// <summary>A unit is tried again after a wait.</summary>
    public void RetryAfter(int unit, TimeSpan wait) =>
        Tell(queue => queue.RetryAt(unit, Now + wait, Now));

    /// <inheritdoc cref="UnitQueue.Split"/>
    public void Split(int block, IReadOnlyList<int> units) =>
        Tell(queue => queue.Split(block, units));

    /// <inheritdoc cref="UnitQueue.Report"/>
    public void Report(Shard shard, int left) => Tell(queue => queue.Report(shard.Index, left));

    private T Ask<T>(Func<UnitQueue, T> ask)
    {
        lock (_gate)
            return ask(_queue);
    }

    private void Tell(Action<UnitQueue> tell)
    {
        lock (_gate)
        {
            tell(_queue);
            Monitor.PulseAll(_gate);
        }
    }
}
