namespace Sluice.Tests.Engine.Properties;

/// <summary>What the model remembers of a unit done: everything it depended on, and its outputs' content by path.</summary>
internal sealed record ModelRecord(
    string DependsOn,
    IReadOnlyList<KeyValuePair<string, string>> Outputs
);
