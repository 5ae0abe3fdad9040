using Sluice.Workers.Axes;

namespace Sluice.Workers.Sweep;

/// <summary>What a stage makes, by the values that whoever reads it shares with it.</summary>
internal sealed class UpstreamFiles(SweepOutline outline, string stage)
{
    private readonly Dictionary<string, Dictionary<string, List<string>>> _byShared = [];

    /// <summary>Absolute paths of what those combinations make that agree in all axes both have.</summary>
    /// <exception cref="FormatException">None agrees.</exception>
    public IReadOnlyList<string> For(Combination combination)
    {
        var units = outline.UnitsOf(stage);
        // There will be some once the stages before it are done.
        if (units.Count == 0)
            return [];
        var axes = units[0].Combination.Axes;
        var shared = combination.Axes.Where(axes.Contains).ToList();
        if (IndexBy(shared).TryGetValue(Values(combination, shared), out var found))
            return found;
        throw new FormatException(
            $"stage {stage}, which it reads from, has no combination with {string.Join(", ", shared.Select(a => $"{a}={combination.Find(a)}"))}"
        );
    }

    private Dictionary<string, List<string>> IndexBy(IReadOnlyList<string> shared)
    {
        var by = string.Join('\0', shared);
        if (_byShared.TryGetValue(by, out var known))
            return known;
        var root = outline.RootOf(stage);
        var index = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var unit in outline.UnitsOf(stage))
        {
            var at = Values(unit.Combination, shared);
            if (!index.TryGetValue(at, out var files))
                index[at] = files = [];
            files.AddRange(unit.Outputs.Select(o => Path.Combine(root, o)));
        }
        return _byShared[by] = index;
    }

    private static string Values(Combination combination, IReadOnlyList<string> axes) =>
        string.Join('\0', axes.Select(a => combination.Find(a) ?? ""));
}
