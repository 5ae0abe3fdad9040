namespace Sluice.Workers.Sweep;

/// <summary>A stage of the graph that a sweep brings: all of a configured stage, or those of its combinations that a rule of resources is for.</summary>
/// <param name="Name">The stage's name: <c>fit</c>, or <c>fit_big</c>.</param>
/// <param name="Of">The configured stage.</param>
/// <param name="Rule">Name of the rule; null for combinations that are under none.</param>
/// <param name="After">Names of the parts that come before.</param>
public sealed record SweepPart(string Name, string Of, string? Rule, IReadOnlyList<string> After);
