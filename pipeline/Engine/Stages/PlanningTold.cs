using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Stages;

/// <summary>Tells how far planning is, once it takes long, until it is disposed of.</summary>
internal sealed class PlanningTold : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private bool _ended;

    public PlanningTold(
        Stage stage,
        PlanProgress progress,
        IRunReporter reporter,
        TimeProvider clock
    ) =>
        _timer = clock.CreateTimer(
            _ => Tell(() => reporter.Planning(stage, progress.Planned)),
            null,
            Interval,
            Interval
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        // A call under way ends first: nothing is told after this.
        lock (_gate)
            _ended = true;
        _timer.Dispose();
    }

    private void Tell(Action tell)
    {
        lock (_gate)
            if (!_ended)
                tell();
    }
}
