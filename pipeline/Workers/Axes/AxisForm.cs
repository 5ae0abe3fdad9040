using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Graph;

namespace Sluice.Workers.Axes;

/// <summary>How an axis may be written. Looks at no file. Pure.</summary>
internal static class AxisForm
{
    /// <summary>More would be a mistake in a range rather than a wish.</summary>
    public const int MostPoints = 1_000_000;

    /// <summary>The forms, for messages.</summary>
    public const string All =
        "a list of values, 1..9, {from: 0, to: 1, step: 0.1}, {from: 1, to: 1000, factor: 10}, {glob: data/*.txt}, {lines: names.txt} or {csv: table.csv}";

    private static readonly string[] s_sources = ["from", "glob", "lines", "csv"];

    /// <summary>The file whose rows or lines are the points, as configured; null elsewhere.</summary>
    public static ScalarNode? FileOf(ConfigNode node) =>
        node is MapNode map ? (map.Find("lines") ?? map.Find("csv")) as ScalarNode : null;

    /// <summary>Whether the points are files.</summary>
    public static bool IsGlob(ConfigNode node) =>
        node is MapNode map && map.Find("glob") is not null;

    /// <summary>What is wrong with an axis; null when nothing is.</summary>
    public static string? Problem(ConfigNode node) =>
        node switch
        {
            ScalarNode { Text: null } => "nothing",
            ScalarNode scalar => NumberRange.NearMiss(scalar) ?? NumberRange.Of(scalar)?.Problem,
            ListNode { Items.Count: 0 } => "an empty list",
            ListNode list => list.Items.All(i => i is ScalarNode { Text: not null })
                ? list.Items.Select(i => Listed((ScalarNode)i)).FirstOrDefault(p => p is not null)
                    ?? Twice(list.Items.Select(i => ((ScalarNode)i).Text!))
                : "a list with something else than plain values in it",
            MapNode map => ProblemOf(map),
            _ => node.Describe(),
        };

    /// <summary>Says which value stands twice; null when none does.</summary>
    public static string? Twice(IEnumerable<string> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return values.FirstOrDefault(value => !seen.Add(value)) is { } twice
            ? $"'{ShownText.Short(twice)}' twice; take one out"
            : null;
    }

    private static string? Listed(ScalarNode item) =>
        NumberRange.NearMiss(item)
        ?? (
            NumberRange.Of(item) is null
                ? null
                : $"the range {item.Text} within a list, where it would be one text; write it alone, or quote it if it is a text"
        );

    private static string? PatternProblem(string pattern)
    {
        try
        {
            FilePattern.Parse(pattern);
            return null;
        }
        catch (FormatException e)
        {
            return $"the pattern '{ShownText.Short(pattern)}' with {e.Message}";
        }
    }

    private static string? PathProblem(string path) =>
        path is ['~'] or ['~', '/', ..]
            ? $"'{path}' with ~, which only a shell understands; write the path itself"
            : null;

    private static string? ProblemOf(MapNode map)
    {
        var sources = s_sources.Where(key => map.Find(key) is not null).ToList();
        if (sources.Count > 1)
            return $"{string.Join(" and ", sources)} in one axis";
        if (sources.Count == 0)
            return map.Entries.Count == 0
                ? "an empty map"
                : $"'{map.Entries[0].Key}' in it.{Suggestion.Hint(map.Entries[0].Key, s_sources)}";
        var allowed = sources[0] == "from" ? ["from", "to", "step", "factor"] : sources;
        if (map.Entries.FirstOrDefault(e => !allowed.Contains(e.Key)) is { } unknown)
            return $"'{unknown.Key}' in it.{Suggestion.Hint(unknown.Key, allowed)}";
        if (sources[0] != "from")
            return map.Find(sources[0]) is not ScalarNode { Text: { Length: > 0 } path }
                    ? $"no path after {sources[0]}"
                : sources[0] == "glob" ? PatternProblem(path)
                : PathProblem(path);
        if (map.Find("step") is not null && map.Find("factor") is not null)
            return "both step and factor";
        foreach (var entry in map.Entries)
            if (NumberRange.Number(entry.Value) is null)
                return $"{entry.Value.Describe()} as {entry.Key}, which is {(entry.Value is ScalarNode { Text: { } text } && NumberRange.IsNumber(text) ? "too large; write it as a list" : "no number")}";
        if (map.Find("to") is null)
            return "no 'to'";
        var range = NumberRange.Of(map);
        var isGiven = map.Find("step") is not null || map.Find("factor") is not null;
        return !isGiven && range.To > range.From && range.To - range.From < 1
            ? "a range shorter than 1 without a step; say the step"
            : range.Problem;
    }
}
