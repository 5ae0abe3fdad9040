namespace Sluice.Engine.Graph;

/// <summary>
/// An external command with placeholders. <c>{input}</c> and <c>{output}</c> are the unit's first,
/// <c>{input.N}</c> and <c>{output.N}</c> the N-th from 0, <c>{inputs}</c> and <c>{outputs}</c> as an
/// argument of their own become one argument each, <c>{param.x}</c> is a parameter, <c>{key}</c> the
/// unit's key, <c>{workspace}</c> the workspace; <c>{{</c> and <c>}}</c> are braces.
/// </summary>
public sealed record CommandTemplate
{
    /// <summary>Program and arguments; never given to a shell.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables set for the command; values may hold placeholders.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Relative to the workspace; empty for the workspace itself.</summary>
    public string WorkingDirectory { get; init; } = "";
}
