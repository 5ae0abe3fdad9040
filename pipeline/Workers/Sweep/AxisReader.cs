using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Graph;
using Sluice.Workers.Tables;

namespace Sluice.Workers.Sweep;

/// <summary>Reads the axes of a matrix: lists, ranges, files that match, lines of a file, rows of a table.</summary>
public static class AxisReader
{
    /// <summary>More would be a mistake in a range rather than a wish.</summary>
    public const int MostPoints = 1_000_000;

    private static readonly string[] s_sources = ["from", "glob", "lines", "csv"];

    /// <summary>The forms of an axis, for messages.</summary>
    public const string Forms =
        "a list of values, 1..9, {from: 0, to: 1, step: 0.1}, {from: 1, to: 1000, factor: 10}, {glob: data/*.txt}, {lines: names.txt} or {csv: table.csv}";

    /// <summary>Whether the points are known only when files are looked at.</summary>
    public static bool IsOfFiles(ConfigNode node) =>
        node is MapNode map
        && new[] { "glob", "lines", "csv" }.Any(key => map.Find(key) is not null);

    /// <summary>What is wrong with the form of an axis; null when nothing is. Looks at no file.</summary>
    public static string? Problem(ConfigNode node) =>
        node switch
        {
            ScalarNode { Text: null } => "nothing",
            ScalarNode scalar => Ends(scalar) is { } ends
                ? ProblemOfRange(ends.From, ends.To, 1, null)
                : null,
            ListNode { Items.Count: 0 } => "an empty list",
            ListNode list => list.Items.All(i => i is ScalarNode { Text: not null })
                ? null
                : "a list with something else than plain values in it",
            MapNode map => ProblemOf(map),
            _ => node.Describe(),
        };

    /// <summary>Reads an axis.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="node">As configured.</param>
    /// <param name="workspace">Paths lie in it.</param>
    /// <exception cref="UserError">A file cannot be read, nothing matches, or the form is wrong.</exception>
    public static Axis Read(string name, ConfigNode node, string workspace) =>
        Problem(node) is { } problem
            ? throw new UserError($"{node.Place}: axis '{name}': expected {Forms}, found {problem}")
            : node switch
            {
                ScalarNode scalar when Ends(scalar) is { } ends => new Axis(
                    [name],
                    [.. Range(ends.From, ends.To, 1, null).Select(value => new AxisPoint([value]))]
                ),
                ScalarNode scalar => new Axis([name], [new AxisPoint([scalar.Text!])]),
                ListNode list => new Axis(
                    [name],
                    [.. list.Items.Select(i => new AxisPoint([((ScalarNode)i).Text!]))]
                ),
                MapNode map when map.Find("glob") is ScalarNode glob => Glob(name, glob, workspace),
                MapNode map when map.Find("lines") is ScalarNode file => Lines(
                    name,
                    file,
                    workspace
                ),
                MapNode map when map.Find("csv") is ScalarNode file => Table(name, file, workspace),
                MapNode map => new Axis(
                    [name],
                    [
                        .. Range(
                                Number(map.Find("from"))!.Value,
                                Number(map.Find("to"))!.Value,
                                Number(map.Find("step")) ?? 1,
                                Number(map.Find("factor"))
                            )
                            .Select(value => new AxisPoint([value])),
                    ]
                ),
                _ => throw new InvalidOperationException(),
            };

    private static Axis Glob(string name, ScalarNode glob, string workspace)
    {
        var files = InputGlob.Expand(workspace, glob.Text!);
        return files.Count > 0
            ? new Axis(
                [name],
                [.. files.Select(f => new AxisPoint([Path.GetRelativePath(workspace, f)], f))]
            )
            : throw new UserError(
                $"{glob.Place}: axis '{name}': no file of the workspace matches {glob.Text}"
            );
    }

    // Blank lines and comments are no values.
    private static Axis Lines(string name, ScalarNode file, string workspace)
    {
        var path = Path.GetFullPath(file.Text!, workspace);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                $"{file.Place}: axis '{name}': {file.Text} cannot be read: {e.Message}"
            );
        }
        var values = lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#').ToList();
        return values.Count > 0
            ? new Axis([name], [.. values.Select(v => new AxisPoint([v]))])
            : throw new UserError($"{file.Place}: axis '{name}': {file.Text} has no lines");
    }

    private static Axis Table(string name, ScalarNode file, string workspace)
    {
        var table = CsvTable.Read(Path.GetFullPath(file.Text!, workspace));
        return table.Rows.Count > 0
            ? new Axis(
                [.. table.Columns.Select(column => $"{name}.{column}")],
                [.. table.Rows.Select(row => new AxisPoint(row))]
            )
            : throw new UserError($"{file.Place}: axis '{name}': {file.Text} has no rows");
    }

    private static string? ProblemOf(MapNode map)
    {
        var sources = s_sources.Where(key => map.Find(key) is not null).ToList();
        if (sources.Count != 1)
            return "a map of another form";
        var allowed = sources[0] == "from" ? ["from", "to", "step", "factor"] : sources;
        if (map.Entries.FirstOrDefault(e => !allowed.Contains(e.Key)) is { } unknown)
            return $"'{unknown.Key}' in it.{Suggestion.Hint(unknown.Key, allowed)}";
        if (sources[0] != "from")
            return map.Find(sources[0]) is ScalarNode { Text.Length: > 0 }
                ? null
                : $"no path after {sources[0]}";
        if (map.Find("step") is not null && map.Find("factor") is not null)
            return "both step and factor";
        foreach (var entry in map.Entries)
            if (Number(entry.Value) is null)
                return $"{entry.Value.Describe()} as {entry.Key}, which is no number";
        if (map.Find("to") is null)
            return "no 'to'";
        return ProblemOfRange(
            Number(map.Find("from"))!.Value,
            Number(map.Find("to"))!.Value,
            Number(map.Find("step")) ?? 1,
            Number(map.Find("factor"))
        );
    }

    private static string? ProblemOfRange(decimal from, decimal to, decimal step, decimal? factor)
    {
        if (factor is not null && (factor <= 1 || from <= 0))
            return "a factor that does not lead upwards from a number above 0";
        if (factor is null && step <= 0)
            return "a step that does not lead upwards";
        if (to < from)
            return "an end below the beginning";
        return factor is null && (to - from) / step > MostPoints
            ? $"more than {MostPoints:N0} values"
            : null;
    }

    // Decimal: 0.1 + 0.2 is 0.3 here.
    private static IEnumerable<string> Range(
        decimal from,
        decimal to,
        decimal step,
        decimal? factor
    )
    {
        for (var value = from; value <= to; value = factor is { } by ? value * by : value + step)
            yield return Shown(value);
    }

    // 1..9, unless it is quoted.
    private static (decimal From, decimal To)? Ends(ScalarNode scalar) =>
        !scalar.Quoted
        && scalar.Text!.Split("..") is [var from, var to]
        && long.TryParse(from, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(to, CultureInfo.InvariantCulture, out var last)
            ? (first, last)
            : null;

    // Without zeros at the end that a step of 0.10 would leave.
    private static string Shown(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    private static decimal? Number(ConfigNode? node) =>
        node is ScalarNode { Text: { } text }
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) < 1_000_000_000_000_000m
            ? number
            : null;
}
