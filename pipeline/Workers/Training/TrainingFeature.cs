using Sluice.Engine.Commands;
using Sluice.Engine.Features;

namespace Sluice.Workers.Training;

/// <summary>The language model that is trained here; its settings stand in section evaluate.</summary>
public sealed class TrainingFeature : Feature
{
    /// <inheritdoc/>
    public override void Register(WorkerRegistry workers) =>
        workers.Add(TrainStage.Worker, () => new TrainWorker());
}
