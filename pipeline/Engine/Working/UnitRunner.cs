using System.Diagnostics;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>Does a unit's work once, on the calling thread, up to outputs that are staged and looked at.</summary>
internal sealed class UnitRunner(
    Plan plan,
    Shard shard,
    IWorker worker,
    Fence fence,
    StagingSlots staging,
    Action<long> produced,
    TextWriter log,
    WorkerOptions options,
    CancellationToken stop
)
{
    private static readonly TimeSpan s_longSignalDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_signalDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_mostAfterSuccess = TimeSpan.FromMilliseconds(100);

    // Exit codes above are of programs that a signal ended.
    private const int FirstSignal = 128;

    // Larger outputs are hashed and synced by their slot, so that those of several slots are at once.
    private const long Large = 1 << 20;

    /// <summary>Makes an attempt; that it failed is in it.</summary>
    /// <exception cref="OperationCanceledException">Stopped: neither done nor failed.</exception>
    /// <exception cref="FenceLost">The worker was held for dead.</exception>
    public Attempt Run(
        int index,
        PlannedUnit planned,
        int number,
        Lease lease,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        var slot = planned.Unit.Outputs.Count > 0 ? staging.Take() : null;
        Attempt Ended() =>
            new(index, planned, number, Stopwatch.GetElapsedTime(started), lease, slot);
        try
        {
            // With outputs, the directory that was just made has shown it.
            if (slot is null)
                fence.ThrowIfLost();
            var context = new UnitContext(plan, planned, shard, number, slot ?? "", log, produced);
            worker.RunAsync(context, cancellation).GetAwaiter().GetResult();
            if (options.SharesSignals)
                AwaitStop(AfterSuccess(Stopwatch.GetElapsedTime(started)));
            stop.ThrowIfCancellationRequested();
            cancellation.ThrowIfCancellationRequested();
            var attempt = Ended();
            if (slot is not null && OutputCommit.Check(planned.Unit, slot) >= Large)
                attempt.Hashes = OutputCommit.Sync(planned.Unit, slot);
            return attempt;
        }
        catch (Exception e)
        {
            if (options.SharesSignals && !cancellation.IsCancellationRequested)
                AwaitStop(
                    e is UnitFailure { ExitCode: > FirstSignal } ? s_longSignalDelay : s_signalDelay
                );
            // What fails while it is being stopped was stopped: it is not the unit's failure. The
            // tokens are linked, but one may know of it before the other.
            if (stop.IsCancellationRequested || cancellation.IsCancellationRequested)
            {
                if (slot is not null)
                    staging.Return(slot);
                throw new OperationCanceledException(e.Message, e, cancellation);
            }
            fence.ThrowIfLost();
            log.WriteLine(
                $"{ShownText.Of(planned.Unit.Key)}: failed: {ShownText.Indented(UnitRecords.TextOf(e))}"
            );
            // Half an output may be all that fills the disk: the failure is to be recorded on it.
            if (slot is not null)
                StagingSlots.TryEmpty(slot);
            var attempt = Ended();
            attempt.Error = e;
            return attempt;
        }
    }

    // Not more than a hundredth of what the unit took: short ones are seldom hit, and many.
    private static TimeSpan AfterSuccess(TimeSpan elapsed) =>
        elapsed / 100 is var part && part < s_mostAfterSuccess ? part : s_mostAfterSuccess;

    private void AwaitStop(TimeSpan patience)
    {
        if (patience >= TimeSpan.FromMilliseconds(1))
            stop.WaitHandle.WaitOne(patience);
    }
}
