namespace Sluice.Engine.Fingerprints;

/// <summary>One thing a unit's result depends on. Fingerprint and explanation share one list of these.</summary>
/// <param name="Kind">What sort of thing it is.</param>
/// <param name="Name">Parameter name, or path relative to the workspace.</param>
/// <param name="Value">Parameter value, or SHA-256 of the content in hex; empty for an output.</param>
public readonly record struct FingerprintPart(PartKind Kind, string Name, string Value);

/// <summary>Sorts of things a unit's result depends on. Names are written to disk: never rename.</summary>
public enum PartKind
{
    /// <summary>A built-in worker and its version.</summary>
    Worker,

    /// <summary>An external command's template.</summary>
    Command,

    Parameter,

    /// <summary>An input file's content.</summary>
    Input,

    /// <summary>A declared code file's content.</summary>
    Code,

    /// <summary>The name of an output, in the order declared: renamed, it has not been made yet.</summary>
    Output,
}
