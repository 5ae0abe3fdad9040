using Sluice.Slurm;
using Sluice.Tasks;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Corpus;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Sweep;
using Sluice.Workers.Training;

return await Host.RunAsync(
    args,
    [
        new SlurmFeature(),
        new CorpusFeature(),
        new AugmentationFeature(),
        new BenchmarkFeature(),
        new TrainingFeature(),
        new EvaluationFeature(),
        new SweepFeature(),
    ]
);
