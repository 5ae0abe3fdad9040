using Sluice.Engine.Commands;
using Sluice.Engine.Features;

namespace Sluice.Workers.Corpus;

/// <summary>The built-in sentences and WordNet, as section augment wants them.</summary>
public sealed class CorpusFeature : Feature
{
    /// <inheritdoc/>
    public override void Register(WorkerRegistry workers) =>
        workers.Add(CorpusStage.Worker, () => new CorpusWorker());
}
