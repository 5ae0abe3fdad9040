using Sluice.Engine;
using Sluice.Engine.Running;
using Sluice.Workers;

namespace Sluice.BenchHost;

/// <summary>Who does the units of this host's stages.</summary>
internal static class BenchWorkers
{
    /// <summary>
    /// A shard. With the variable BENCH_WORKER=none it ends at once, so that what is left of a run is
    /// the driver's own work.
    /// </summary>
    public static Task<int> RunShardAsync(string[] args) =>
        Environment.GetEnvironmentVariable("BENCH_WORKER") == "none"
            ? Task.FromResult(ExitCode.UnitFailed)
            : WorkerMain.RunAsync(
                args,
                BuiltInWorkers.Registry().Add(NothingTask.Worker, () => new NothingWorker())
            );
}
