namespace Sluice.Tests.Engine.Simulation;

/// <summary>Time that passes only when the simulation says so, in ns.</summary>
internal sealed class VirtualClock : TimeProvider
{
    private long _now = 1_000_000_000_000;

    /// <summary>Since the simulation's beginning, monotonic.</summary>
    public long Now => _now;

    /// <summary>What the file system stamps: the same, but it can jump.</summary>
    public long OfFiles => _now + Jump;

    public long Jump { get; set; }

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => _now;

    public void Advance(long nanoseconds) => _now += nanoseconds;
}
