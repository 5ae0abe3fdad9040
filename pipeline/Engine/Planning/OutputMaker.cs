namespace Sluice.Engine.Planning;

/// <summary>Who made an output.</summary>
/// <param name="Root">Absolute directory of the stage's outputs.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Unit">The unit's key.</param>
/// <param name="At">When, by the worker's clock.</param>
public sealed record OutputMaker(string Root, string Stage, string Unit, DateTimeOffset At);
