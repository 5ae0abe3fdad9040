using Sluice.Engine.Graph;

namespace Sluice.Engine.Running;

/// <summary>
/// Lets one of several processes, on whatever machines, do something while the others wait for what
/// comes of it. When it dies at it, another takes over: the same claims as for units.
/// </summary>
public static class OnlyOnce
{
    private const string Unit = "once";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>What is there, or else what was made.</summary>
    /// <param name="paths">Where the claim lies; shared by all of them.</param>
    /// <param name="role">Tells them apart, e.g. <c>0of16</c>.</param>
    /// <param name="expiry">After which silence counts as death.</param>
    /// <param name="look">What is there; null when it has not been made.</param>
    /// <param name="make">Makes it, durably, so that <paramref name="look"/> finds it.</param>
    /// <param name="stop">Ends the wait.</param>
    public static T Do<T>(
        StagePaths paths,
        string role,
        TimeSpan expiry,
        Func<T?> look,
        Func<T> make,
        CancellationToken stop
    )
        where T : class
    {
        if (look() is { } there)
            return there;
        var identity = WorkerIdentity.Current(role);
        using var heartbeat = new Heartbeat(
            paths.Workers,
            new WorkerStatus
            {
                Worker = identity,
                PlanId = Unit,
                Shard = new Shard(0, 1),
                Started = DateTimeOffset.UtcNow,
                Job = WorkerStatus.CurrentJob(),
            }
        );
        try
        {
            using var fence = Fence.Raise(paths, identity.Id);
            var claims = new ClaimStore(paths, expiry);
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                if (claims.TryClaim(Unit, fence) is { } claim)
                    try
                    {
                        // Who held it before may have made it.
                        return look() ?? make();
                    }
                    finally
                    {
                        claim.Release();
                    }
                if (look() is { } made)
                    return made;
                stop.WaitHandle.WaitOne(s_pause);
            }
        }
        finally
        {
            heartbeat.End(ExitCode.Done);
        }
    }
}
