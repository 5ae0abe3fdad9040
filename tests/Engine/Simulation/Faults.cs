namespace Sluice.Tests.Engine.Simulation;

/// <summary>What may happen to workers in a simulation.</summary>
[Flags]
public enum Faults
{
    None = 0,

    /// <summary>A worker ends between two operations.</summary>
    Kill = 1,

    /// <summary>A worker stands still, its heartbeat with it, for up to three times the expiry.</summary>
    Pause = 2,

    /// <summary>An operation fails, done or not done.</summary>
    Refuse = 4,

    /// <summary>The file system's clock jumps an hour ahead.</summary>
    Jump = 8,
}
