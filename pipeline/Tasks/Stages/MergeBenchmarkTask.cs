using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Workers.Benchmark;

namespace Sluice.Tasks.Stages;

/// <summary>Merges the benchmarks of several runs into one.</summary>
[TaskName(MergeBenchmarkStage.Name)]
[TaskDescription("merge the benchmarks of several runs into one: --inputs RUN… --output FILE")]
public sealed class MergeBenchmarkTask : StageTask
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Sections => ["benchmark"];

    /// <inheritdoc/>
    public override DeclaredStage Declare(Pipeline pipeline) =>
        MergeBenchmarkStage.Declare(
            pipeline.Settings.Of<BenchmarkSettings>(),
            pipeline.Workspace,
            pipeline.Settings.Run.Limits
        );

    /// <inheritdoc/>
    public override bool IsWanted(Pipeline pipeline) =>
        pipeline.Settings.Of<BenchmarkSettings>().Inputs.Count > 0
        || (
            pipeline.Targets.Contains(MergeBenchmarkStage.Name)
                ? throw new UserError(
                    $"{MergeBenchmarkStage.Name}: no inputs; name run directories or files: --inputs RUN… --output FILE, or benchmark.inputs in configs/benchmark.yaml"
                )
                : false
        );

    /// <inheritdoc/>
    public override void Ended(Pipeline pipeline, StageOutcome outcome)
    {
        if (outcome.Done > 0)
            pipeline.Printer.Note(MergeSummary.Of(outcome.Plan.Stage));
    }
}
