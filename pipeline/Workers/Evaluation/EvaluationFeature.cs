using Sluice.Engine.Commands;
using Sluice.Engine.Features;
using Sluice.Workers.Evaluation.Adoption;

namespace Sluice.Workers.Evaluation;

/// <summary>Evaluations by checkpoint, layer and task, their report, and old runs taken over.</summary>
public sealed class EvaluationFeature : Feature
{
    /// <inheritdoc/>
    public override IReadOnlyList<Section> Sections { get; } =
    [Section.Of<EvaluateSettings>("evaluate"), Section.Of<AdoptSettings>("adopt")];

    /// <inheritdoc/>
    public override void Register(WorkerRegistry workers) =>
        workers
            .Add(EvaluateStage.Worker, () => new EvaluateWorker())
            .Add(EvaluateReportStage.Worker, () => new EvaluateReportWorker());
}
