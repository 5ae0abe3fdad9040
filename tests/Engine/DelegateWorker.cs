using Sluice.Engine.Working;

namespace Sluice.Tests.Engine;

/// <summary>Does units as a test says.</summary>
internal sealed class DelegateWorker(Func<UnitContext, CancellationToken, Task> run) : IWorker
{
    public Task RunAsync(UnitContext unit, CancellationToken cancellation) =>
        run(unit, cancellation);
}
