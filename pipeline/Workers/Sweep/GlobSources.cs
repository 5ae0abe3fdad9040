using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Workers.Sweep;

/// <summary>
/// Tells the files a glob is after from those that a run makes itself: what this stage or a later one
/// made is never an input of it, and what any other made only where the pattern names its directory.
/// </summary>
/// <param name="workspace">Absolute.</param>
/// <param name="pattern">The glob.</param>
/// <param name="made">What stages before this one make.</param>
/// <param name="own">Directories of this stage and later ones, with whether nothing else belongs there.</param>
internal sealed class GlobSources(
    string workspace,
    FilePattern pattern,
    IReadOnlySet<string> made,
    IReadOnlyDictionary<string, bool> own
)
{
    private readonly RecordedOutputs _recorded = new(workspace);
    private readonly HashSet<string> _makers = [.. made.Select(m => Path.GetDirectoryName(m)!)];

    /// <summary>One that was left out, with who made it; null when none was.</summary>
    public string? LeftOut { get; private set; }

    /// <summary>Whether a file that matches is one to read.</summary>
    /// <param name="file">Absolute.</param>
    public bool Has(string file)
    {
        if (_recorded.MakerOf(file) is { } maker)
        {
            if (!own.ContainsKey(maker.Root) && (IsNamed(maker.Root) || IsBefore(maker.Root)))
                return true;
            LeftOut ??= $"{Shown(file)} by stage {maker.Stage}";
            return false;
        }
        if (!own.Any(o => o.Value && file.StartsWith(o.Key + "/", StringComparison.Ordinal)))
            return true;
        LeftOut ??= $"{Shown(file)} among the outputs";
        return false;
    }

    private bool IsNamed(string root) =>
        pattern.IsAbsolute
            ? pattern.IsWithin(root[1..])
            : root != workspace && pattern.IsWithin(Path.GetRelativePath(workspace, root));

    // Results of values that a stage before has no more.
    private bool IsBefore(string root) =>
        _makers.Any(m => m == root || m.StartsWith(root + "/", StringComparison.Ordinal));

    private string Shown(string file) => ShownText.Short(ShownPath.Of(file, workspace));
}
