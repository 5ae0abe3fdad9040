namespace Sluice.Tests.Slurm.Simulation;

/// <summary>Lets what was awaited go on as an event of virtual time, never on a thread of the pool.</summary>
internal sealed class EventContext(VirtualTime time) : SynchronizationContext
{
    public override void Post(SendOrPostCallback act, object? state) =>
        time.In(TimeSpan.Zero, () => act(state));

    public override void Send(SendOrPostCallback act, object? state) => act(state);

    public override SynchronizationContext CreateCopy() => this;
}
