namespace Sluice.Workers.Json;

/// <summary>A value on a <see cref="JsonTape"/>: where its text lies, and where the value after it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="HasEscape">Whether a string's text holds a backslash.</param>
/// <param name="Start">Where its text begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Next">Index of the node behind it and all its children.</param>
internal readonly record struct JsonNode(
    JsonKind Kind,
    bool HasEscape,
    int Start,
    int End,
    int Next
);
