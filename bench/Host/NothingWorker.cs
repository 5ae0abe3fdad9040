using Sluice.Engine.Working;

namespace Sluice.BenchHost;

/// <summary>Does nothing: what a unit costs then is the engine's.</summary>
internal sealed class NothingWorker : IWorker
{
    /// <inheritdoc/>
    public Task RunAsync(UnitContext unit, CancellationToken cancellation) => Task.CompletedTask;
}
