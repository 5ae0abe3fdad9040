using Sluice.Engine.Features;
using Sluice.Tasks;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Corpus;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Embedding.Training;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Sweep;

return await Host.RunAsync(
    args,
    [
        new CorpusFeature(),
        new AugmentationFeature(),
        new BenchmarkFeature(),
        new TrainingFeature(),
        new EvaluationFeature(),
        new SweepFeature(),
    ]
);
