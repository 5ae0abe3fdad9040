using System.Collections.Concurrent;
using Sluice.Engine.Claims;
using Sluice.Engine.Working.Scheduling;

namespace Sluice.Engine.Working;

/// <summary>
/// The blocks under work. One whose unit turns out to be slow is narrowed to that unit: it must not
/// keep the rest of its block from others.
/// </summary>
internal sealed class BlockLeases : IDisposable
{
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Lease, bool> _leases = [];
    private readonly Fence _fence;
    private readonly UnitBoard _board;
    private readonly Action<Exception> _broken;
    private readonly Timer _timer;

    public BlockLeases(Fence fence, UnitBoard board, Action<Exception> broken)
    {
        (_fence, _board, _broken) = (fence, board, broken);
        _timer = new Timer(_ => NarrowSlow(), null, s_slow / 4, s_slow / 4);
    }

    /// <summary>Watches a block's lease while it is worked on.</summary>
    public void During(Lease lease, Action<Lease> work)
    {
        _leases[lease] = true;
        try
        {
            work(lease);
        }
        finally
        {
            _leases.TryRemove(lease, out _);
        }
    }

    /// <summary>Ends watching; nothing is narrowed any more when this returns.</summary>
    public void Dispose()
    {
        // Its callback may run just now.
        using var ended = new ManualResetEvent(false);
        if (_timer.Dispose(ended))
            ended.WaitOne();
    }

    private void NarrowSlow()
    {
        try
        {
            // Stopped for long and taken over, what stands under the block's name is another's.
            if (!_leases.IsEmpty)
                _fence.ThrowIfLost();
            foreach (var lease in _leases.Keys)
                if (lease.Narrow(s_slow) is { Count: > 0 } free)
                    _board.Split(lease.Block, free);
        }
        catch (Exception e)
        {
            _broken(e);
        }
    }
}
