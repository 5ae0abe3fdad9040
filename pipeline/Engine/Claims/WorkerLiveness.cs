using Sluice.Engine.Graph;

namespace Sluice.Engine.Claims;

/// <summary>
/// Whether a worker lives, judged by its status file: a worker of this machine by its process, any
/// other by its silence on the file system's own clock.
/// </summary>
internal sealed class WorkerLiveness(
    StagePaths paths,
    TimeSpan expiry,
    IClaimFiles files,
    TimeProvider clock,
    Func<WorkerStatus, bool>? isDead = null
)
{
    // A jump of the clock makes everyone look silent for one beat: silence must also be seen to last.
    private static readonly TimeSpan Confirmation = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, (long Modified, long Since)> _silent = [];
    private readonly Lock _gate = new();

    /// <summary>Whether its process has ended, or it has been silent for longer than a worker may be.</summary>
    public bool IsDead(string worker)
    {
        var file = Heartbeat.FileOf(paths.Workers, worker);
        if (files.Modified(file) is not { } beat)
            return true;
        if (
            files.Status(file) is { } status
            && (
                status.ExitCode is not null
                || status.Worker.IsRunning() == false
                || isDead?.Invoke(status) == true
            )
        )
            return true;
        var silence = files.Now(paths.Root) - beat;
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            if (silence < expiry.TotalNanoseconds)
            {
                _silent.Remove(worker);
                return false;
            }
            if (!_silent.TryGetValue(worker, out var seen) || seen.Modified != beat)
                _silent[worker] = seen = (beat, now);
            return clock.GetElapsedTime(seen.Since, now) >= Confirmation;
        }
    }
}
