using Sluice.Engine.Running;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Corpus;
using Sluice.Workers.Augmentation.Manifests;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Embedding.Training;
using Sluice.Workers.Evaluation;

namespace Sluice.Workers;

/// <summary>Every worker that comes with the pipeline, by the name its stage calls it.</summary>
public static class BuiltInWorkers
{
    /// <summary>A registry of all of them.</summary>
    public static WorkerRegistry Registry() =>
        new WorkerRegistry()
            .Add(CorpusStage.Worker, () => new CorpusWorker())
            .Add(AugmentStage.Worker, () => new AugmentWorker())
            .Add(MergeManifestsStage.Worker, () => new MergeManifestsWorker())
            .Add(MergeBenchmarkStage.Worker, () => new MergeBenchmarkWorker(TimeProvider.System))
            .Add(TrainStage.Worker, () => new TrainWorker())
            .Add(EvaluateStage.Worker, () => new EvaluateWorker())
            .Add(EvaluateReportStage.Worker, () => new EvaluateReportWorker());
}
