using Sluice.Engine.Claims;
using Sluice.Engine.Graph;

namespace Sluice.Tests.Engine.Working;

/// <summary>Status files of workers that live, have died, or run on another machine.</summary>
internal static class FakeWorkers
{
    /// <summary>This process under a name of its own; lives until disposed.</summary>
    public static Heartbeat Living(StagePaths paths, string id) =>
        new(paths.Workers, Status(WorkerIdentity.Current("test") with { Id = id }));

    /// <summary>A worker of this machine whose process is gone.</summary>
    public static void Dead(StagePaths paths, string id) =>
        Write(paths, WorkerIdentity.Current("test") with { Id = id, Started = 1 });

    /// <summary>A worker of another machine, last heard of when said.</summary>
    public static void Foreign(StagePaths paths, string id, TimeSpan silence)
    {
        Write(paths, WorkerIdentity.Current("test") with { Id = id, Boot = "another machine" });
        File.SetLastWriteTimeUtc(Heartbeat.FileOf(paths.Workers, id), DateTime.UtcNow - silence);
    }

    private static void Write(StagePaths paths, WorkerIdentity identity)
    {
        using var heartbeat = new Heartbeat(paths.Workers, Status(identity));
    }

    private static WorkerStatus Status(WorkerIdentity identity) =>
        new()
        {
            Worker = identity,
            PlanId = "plan",
            Shard = new Shard(0, 1),
            Started = DateTimeOffset.UnixEpoch,
        };
}
