using Sluice.Engine.Commands;
using Sluice.Engine.Features;

namespace Sluice.Workers.Benchmark;

/// <summary>The benchmarks of several runs merged into one.</summary>
public sealed class BenchmarkFeature : Feature
{
    // Those that run the stage, and those that look at it or operate on it.
    private static readonly string[] BenchmarkTargets =
    [
        "MergeBenchmark",
        "Merge",
        "Default",
        "Status",
        "Explain",
        "Fsck",
        "Clean",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Section> Sections { get; } =
    [Section.Of<BenchmarkSettings>("benchmark")];

    /// <inheritdoc/>
    public override IReadOnlyList<OptionSpec> Options { get; } =
    [
        new("--inputs", "RUN…", "with MergeBenchmark: run directories or benchmark files, in order")
        {
            Setting = "benchmark.inputs",
            IsPath = true,
            IsList = true,
            OnlyWith = BenchmarkTargets,
        },
        new("--output", "FILE", "with MergeBenchmark: the merged benchmark file")
        {
            Setting = "benchmark.output",
            IsPath = true,
            IsText = true,
            OnlyWith = BenchmarkTargets,
        },
        new(
            "--skip-bad-samples",
            null,
            "with MergeBenchmark: drop and count what is no sample, instead of refusing",
            "--skip_bad_samples"
        )
        {
            Setting = "benchmark.skip_bad_samples",
            OnlyWith = BenchmarkTargets,
        },
        new("--merge-name", "NAME", "with MergeBenchmark: the merged run's name", "--merge_name")
        {
            Setting = "benchmark.merge_name",
            IsText = true,
            OnlyWith = BenchmarkTargets,
        },
    ];

    /// <inheritdoc/>
    public override void Register(WorkerRegistry workers) =>
        workers.Add(
            MergeBenchmarkStage.Worker,
            () => new MergeBenchmarkWorker(TimeProvider.System)
        );
}
