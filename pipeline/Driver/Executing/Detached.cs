namespace Sluice.Driver.Executing;

/// <summary>The user went away from jobs that go on; all there is to say has been said.</summary>
public sealed class Detached() : OperationCanceledException("");
