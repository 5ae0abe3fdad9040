namespace Sluice.Tests.Engine.Simulation;

/// <summary>Unwinds a simulated worker: nothing it does afterwards has any effect.</summary>
internal sealed class Killed : Exception;
