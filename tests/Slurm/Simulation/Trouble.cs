namespace Sluice.Tests.Slurm.Simulation;

/// <summary>What goes wrong in a simulation.</summary>
[Flags]
public enum Trouble
{
    None = 0,

    /// <summary>sbatch and scancel did it, at once or a moment later, and the answer did not arrive.</summary>
    LostAnswers = 1,

    /// <summary>The controller does not answer for a while.</summary>
    Away = 2,

    /// <summary>squeue answers nothing, or half of it, as if that were all.</summary>
    CutAnswers = 4,

    /// <summary>Drivers die, as by SIGKILL, within a command or between two.</summary>
    DyingDrivers = 8,

    /// <summary>Nodes die, and what ran there is queued again or has failed.</summary>
    DyingNodes = 16,

    /// <summary>Somebody requeues, cancels, holds or suspends elements.</summary>
    Meddling = 32,

    /// <summary>The controller loses its state: ids begin again and are others'.</summary>
    LostState = 64,

    /// <summary>Units fail at their first try.</summary>
    Failures = 128,

    /// <summary>Users press Ctrl-C.</summary>
    Interrupts = 256,

    /// <summary>Elements come to their time limit with units left.</summary>
    ShortLimits = 512,
}
