namespace Sluice.Engine.Configuration;

/// <summary>One thing wrong with the configuration: where, what was expected, what was found.</summary>
/// <param name="Place">file:line, or the option or variable that set the value.</param>
/// <param name="Key">Dotted path of the setting, e.g. <c>augment.seed</c>.</param>
/// <param name="Expected">What would be right.</param>
/// <param name="Found">What is there.</param>
public sealed record Violation(string Place, string Key, string Expected, string Found)
{
    /// <summary>The section it makes unusable; null where it concerns all of them.</summary>
    public string? Section { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Place}: {Key}: expected {Expected}, found {Found}";
}
