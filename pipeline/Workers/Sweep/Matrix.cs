using Sluice.Engine;
using Sluice.Engine.Configuration;

namespace Sluice.Workers.Sweep;

/// <summary>
/// The combinations of a stage: every point of every axis with every other, without those excluded, and
/// those included besides. The last axis changes fastest. Pure but for files that axes name.
/// </summary>
public static class Matrix
{
    /// <summary>More would be a mistake rather than a wish.</summary>
    public const int MostCombinations = 1_000_000;

    /// <summary>All of them, in order.</summary>
    /// <exception cref="UserError">Something in it cannot be read, or it is too large.</exception>
    public static IReadOnlyList<Combination> Of(SweepStageSettings settings, string workspace)
    {
        var derived = Read(settings.Values);
        var exclude = Condition.ReadAll(settings.Exclude);
        var axes = Axes(settings.Matrix, workspace);
        var made = Product(axes, settings.Matrix?.Place ?? "")
            .Select(combination => Derived(combination, derived, settings.Values))
            .Where(combination => !exclude.Any(e => e.Holds(combination)));
        var included = Items(settings.Include)
            .SelectMany(node => Product(Axes(node, workspace), node.Place))
            .Select(combination => Derived(combination, derived, settings.Include));
        return
        [
            .. settings.Matrix is null && settings.Include is not null ? [] : made,
            .. included,
        ];
    }

    /// <summary>Derived values as configured.</summary>
    /// <exception cref="FormatException">One has another form.</exception>
    public static IReadOnlyList<DerivedValue> Read(ConfigNode? values) =>
        [.. (values as MapNode)?.Entries.Select(e => DerivedValue.Read(e.Key, e.Value)) ?? []];

    /// <summary>What is included: one map of axes, or a list of them.</summary>
    public static IEnumerable<ConfigNode> Items(ConfigNode? include) =>
        include switch
        {
            null or ScalarNode { Text: null } => [],
            ListNode list => list.Items,
            _ => [include],
        };

    private static List<Axis> Axes(ConfigNode? matrix, string workspace) =>
        [
            .. (matrix as MapNode)?.Entries.Select(e => AxisReader.Read(e.Key, e.Value, workspace))
                ?? [],
        ];

    private static IEnumerable<Combination> Product(IReadOnlyList<Axis> axes, string place)
    {
        var count = axes.Aggregate(1.0, (n, axis) => n * axis.Points.Count);
        if (count > MostCombinations)
            throw new UserError(
                $"{place}: the matrix has {count:N0} combinations; {MostCombinations:N0} are the most: narrow an axis, or cut it into several sweeps"
            );
        string[] names = [.. axes.SelectMany(axis => axis.Names)];
        var at = new int[axes.Count];
        for (var i = 0; i < (int)count; i++)
        {
            var points = axes.Select((axis, a) => axis.Points[at[a]]).ToList();
            yield return new Combination(
                names,
                [.. points.SelectMany(point => point.Values)],
                [.. points.Select(point => point.File).OfType<string>()]
            );
            for (var a = axes.Count - 1; a >= 0 && ++at[a] == axes[a].Points.Count; a--)
                at[a] = 0;
        }
    }

    private static Combination Derived(
        Combination combination,
        IReadOnlyList<DerivedValue> derived,
        ConfigNode? place
    )
    {
        try
        {
            foreach (var value in derived)
                combination.Derive(value.Name, value.Of(combination));
            return combination;
        }
        catch (FormatException e)
        {
            throw new UserError($"{place?.Place}: {combination.Name}: {e.Message}");
        }
    }
}
