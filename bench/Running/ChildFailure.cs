namespace Sluice.Bench.Running;

/// <summary>A measured process ended with an error: its time means nothing.</summary>
public sealed class ChildFailure(string message) : Exception(message);
