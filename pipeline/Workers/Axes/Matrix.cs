using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Workers.Sweep;

namespace Sluice.Workers.Axes;

/// <summary>
/// The combinations of a stage: every point of every axis with every other, without those excluded, and
/// those included besides. The last axis changes fastest. Pure but for files that axes name.
/// </summary>
internal static class Matrix
{
    /// <summary>More would be a mistake rather than a wish.</summary>
    public const int MostCombinations = 1_000_000;

    /// <summary>All of them, in order.</summary>
    /// <param name="settings">A stage's.</param>
    /// <param name="reader">Reads the axes.</param>
    /// <param name="notes">What the user should know of them is added.</param>
    /// <exception cref="UserError">Something in it cannot be read, or it is too large.</exception>
    public static IReadOnlyList<Combination> Of(
        SweepStageSettings settings,
        AxisReader reader,
        ICollection<string> notes
    )
    {
        var derived = Read(settings.Values);
        var exclude = Condition.ReadAll(settings.Exclude);
        var idle = exclude.ToHashSet();
        var combinations = new List<Combination>();
        // Include alone means these and no others.
        if (settings.Matrix is not null || settings.Include is null)
            foreach (var combination in Product(settings.Matrix, reader))
            {
                Derive(combination, derived, settings.Values);
                var holding = exclude.FirstOrDefault(e => e.Holds(combination));
                if (holding is null)
                    combinations.Add(combination);
                else
                    idle.Remove(holding);
            }
        foreach (var combination in Items(settings.Include).SelectMany(i => Product(i, reader)))
        {
            Derive(combination, derived, settings.Values);
            combinations.Add(combination);
        }
        foreach (var condition in exclude.Where(e => idle.Contains(e)))
            notes.Add($"{condition.Place}: exclude {condition} leaves nothing out");
        return combinations;
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

    private static IEnumerable<Combination> Product(ConfigNode? matrix, AxisReader reader)
    {
        var place = matrix?.Place ?? "";
        List<Axis> axes =
        [
            .. (matrix as MapNode)?.Entries.Select(e => reader.Read(e.Key, e.Value)) ?? [],
        ];
        var count = axes.Aggregate(1.0, (n, axis) => n * axis.Points.Count);
        if (count > MostCombinations)
            throw new UserError(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place}: the matrix has {count:N0} combinations; {MostCombinations:N0} are the most: narrow an axis, or cut it into several sweeps"
                )
            );
        string[] names = [.. axes.SelectMany(axis => axis.Names)];
        var at = new int[axes.Count];
        for (var i = 0; i < (int)count; i++)
        {
            var points = axes.Select((axis, a) => axis.Points[at[a]]).ToList();
            yield return new Combination(
                names,
                [.. points.SelectMany(point => point.Values)],
                [
                    .. points
                        .Index()
                        .Where(p => p.Item.File is not null)
                        .Select(p => (axes[p.Index].Names[0], p.Item.File!)),
                ]
            )
            {
                Place = place,
            };
            for (var a = axes.Count - 1; a >= 0 && ++at[a] == axes[a].Points.Count; a--)
                at[a] = 0;
        }
    }

    private static void Derive(
        Combination combination,
        IReadOnlyList<DerivedValue> derived,
        ConfigNode? values
    )
    {
        try
        {
            foreach (var value in derived)
                combination.Derive(value.Name, value.Of(combination));
        }
        catch (FormatException e)
        {
            throw new UserError($"{values?.Place}: {combination.Name}: {e.Message}");
        }
    }
}
