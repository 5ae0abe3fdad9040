namespace Sluice.Tests.Engine.Properties;

/// <summary>A unit as the model knows it: paths of inputs are relative to the workspace, of outputs to the stage's output root.</summary>
internal sealed record ModelUnit(
    string Key,
    string Parameter,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs
);
