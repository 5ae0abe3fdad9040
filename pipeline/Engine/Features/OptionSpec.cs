namespace Sluice.Engine.Features;

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

    /// <summary>Whether it takes several values, up to the next option.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether its value is text whatever YAML would read in it.</summary>
    public bool IsText { get; init; }

    /// <summary>The targets it means something for; empty for all.</summary>
    public IReadOnlyList<string> OnlyWith { get; init; } = [];

    /// <summary>The targets it means nothing for.</summary>
    public IReadOnlyList<string> NotWith { get; init; } = [];

    /// <summary>What is wrong with using it for these targets, or null.</summary>
    public string? Misuse(IReadOnlyList<string> targets)
    {
        if (OnlyWith.Count > 0 && !targets.Any(OnlyWith.Contains))
            return $"{Name} goes with --target={string.Join(" or ", OnlyWith)} only";
        return targets.FirstOrDefault(NotWith.Contains) is { } target
            ? $"{Name} does not go with --target={target}"
            : null;
    }
}
