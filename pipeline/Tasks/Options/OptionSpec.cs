namespace Sluice.Tasks.Options;

/// <summary>One option of the command line.</summary>
/// <param name="Name">With its dashes, e.g. <c>--shards</c>.</param>
/// <param name="Value">What it takes, e.g. <c>N</c>; null for a flag.</param>
/// <param name="Description">For <c>--help</c>.</param>
/// <param name="Aliases">Other spellings.</param>
public sealed record OptionSpec(
    string Name,
    string? Value,
    string Description,
    params IReadOnlyList<string> Aliases
)
{
    /// <summary>
    /// The setting it is short for, e.g. <c>augment.seed</c>; null for options with a meaning of
    /// their own. A flag sets it to true.
    /// </summary>
    public string? Setting { get; init; }

    /// <summary>Whether its value is a path relative to where the user stands.</summary>
    public bool IsPath { get; init; }
}
