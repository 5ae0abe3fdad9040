using Sluice.Engine.Graph;

namespace Sluice.Engine.Claims;

/// <summary>
/// Lets one of several processes, on whatever machines, do something while the others wait for what
/// comes of it. When it dies at it, another takes over: the same claims as for units.
/// </summary>
public static class OnlyOnce
{
    private const string Unit = "once";
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    /// <summary>What is there, or else what was made.</summary>
    /// <param name="paths">Where the claim lies; shared by all of them.</param>
    /// <param name="role">Tells them apart, e.g. <c>0of16</c>.</param>
    /// <param name="expiry">After which silence counts as death.</param>
    /// <param name="look">What is there; null when it has not been made.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="keep">Keeps it durably, so that <paramref name="look"/> finds it.</param>
    /// <param name="stop">Ends the wait.</param>
    public static T Do<T>(
        StagePaths paths,
        string role,
        TimeSpan expiry,
        Func<T?> look,
        Func<T> make,
        Action<T> keep,
        CancellationToken stop
    )
        where T : class
    {
        while (true)
            try
            {
                return look() ?? Once(paths, role, expiry, look, make, keep, stop);
            }
            catch (FenceLost)
            {
                // Held for dead while it was stopped: as another it asks again.
            }
    }

    private static T Once<T>(
        StagePaths paths,
        string role,
        TimeSpan expiry,
        Func<T?> look,
        Func<T> make,
        Action<T> keep,
        CancellationToken stop
    )
        where T : class
    {
        var identity = WorkerIdentity.Current(role);
        using var heartbeat = new Heartbeat(
            paths.Workers,
            new WorkerStatus
            {
                Worker = identity,
                PlanId = Unit,
                Shard = new Shard(0, 1),
                Started = TimeProvider.System.GetUtcNow(),
                Job = WorkerStatus.CurrentJob(),
            }
        );
        try
        {
            using var fence = Fence.Raise(paths, identity.Id);
            var claims = new ClaimStore(paths, expiry);
            for (var pause = s_shortest; ; pause = pause * 2 < s_longest ? pause * 2 : s_longest)
            {
                stop.ThrowIfCancellationRequested();
                if (claims.TryClaim(Unit, fence) is { } claim)
                    try
                    {
                        // Who held it before may have made it.
                        if (look() is { } other)
                            return other;
                        var result = make();
                        fence.ThrowIfLost();
                        keep(result);
                        return result;
                    }
                    finally
                    {
                        claim.Release();
                    }
                if (look() is { } made)
                    return made;
                // Looking costs one question, claiming several: a thousand may be waiting.
                for (var waited = TimeSpan.Zero; waited < pause; waited += s_shortest)
                {
                    stop.WaitHandle.WaitOne(s_shortest);
                    if (stop.IsCancellationRequested || look() is not null)
                        break;
                }
            }
        }
        finally
        {
            heartbeat.End(ExitCode.Done);
        }
    }
}
