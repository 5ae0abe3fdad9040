namespace Sluice.Tests.Slurm.Simulation;

/// <summary>A process ends as by SIGKILL: nothing catches it.</summary>
internal sealed class Killed : Exception;
