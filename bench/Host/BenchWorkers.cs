using Sluice.Engine;
using Sluice.Engine.Features;
using Sluice.Engine.Stages;
using Sluice.Slurm;
using Sluice.Tasks;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Corpus;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Sweep;
using Sluice.Workers.Training;

namespace Sluice.BenchHost;

/// <summary>Who does the units of this host's stages.</summary>
internal static class BenchWorkers
{
    /// <summary>The same parts as those of the host of build/.</summary>
    public static IReadOnlyList<Feature> Features { get; } =
    [
        new SlurmFeature(),
        new CorpusFeature(),
        new AugmentationFeature(),
        new BenchmarkFeature(),
        new TrainingFeature(),
        new EvaluationFeature(),
        new SweepFeature(),
    ];

    /// <summary>
    /// A shard. With the variable BENCH_WORKER=none it ends at once, so that what is left of a run is
    /// the driver's own work.
    /// </summary>
    public static Task<int> RunShardAsync(string[] args) =>
        Environment.GetEnvironmentVariable("BENCH_WORKER") == "none"
            ? Task.FromResult(ExitCode.UnitFailed)
            : WorkerMain.RunAsync(
                args,
                Host.PartsOf(Features)
                    .Features.Workers()
                    .Add(NothingTask.Worker, () => new NothingWorker())
            );
}
