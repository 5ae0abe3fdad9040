using System.Globalization;
using Sluice.Engine.Working;

namespace Sluice.Workers.Benchmark;

/// <summary>Merges the benchmark files that are the unit's inputs.</summary>
/// <param name="clock">Tells when.</param>
internal sealed class MergeBenchmarkWorker(TimeProvider clock) : IWorker
{
    /// <inheritdoc/>
    public Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var samples = new BenchmarkMerge(
            unit.Inputs,
            unit.Plan.Stage.Shown,
            unit.Log,
            unit.Unit.Parameters.ContainsKey(MergeRecipe.SkipBadSamples.Key)
        ).Run(
            new(
                unit.Parameter(MergeRecipe.MergeName),
                unit.Parameter(MergeRecipe.Output),
                now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            ),
            unit.Output(0),
            unit.Output(1),
            cancellation
        );
        unit.Produced(samples);
        return Task.CompletedTask;
    }
}
