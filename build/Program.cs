using Sluice.Engine.Features;
using Sluice.Slurm;
using Sluice.Tasks;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Corpus;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Sweep;
using Sluice.Workers.Training;

namespace Sluice.Build;

/// <summary>The host: what it is made of.</summary>
public static class Program
{
    /// <summary>The parts of the pipeline, in the order in which their options are listed.</summary>
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

    public static Task<int> Main(string[] args) => Host.RunAsync(args, Features);
}
