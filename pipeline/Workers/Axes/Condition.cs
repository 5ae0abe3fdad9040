using Sluice.Engine.Configuration;

namespace Sluice.Workers.Axes;

/// <summary>Values that a combination must have: <c>{model: big, seed: [1, 2]}</c>. Pure.</summary>
internal sealed class Condition
{
    private readonly List<(string Name, HashSet<string> Values)> _wanted = [];

    private Condition(string place) => Place = place;

    /// <summary>Where it was configured, file:line.</summary>
    public string Place { get; }

    /// <summary>The values it asks after.</summary>
    public IEnumerable<string> Names => _wanted.Select(w => w.Name);

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is no map of names to values.</exception>
    public static Condition Read(ConfigNode node)
    {
        if (node is not MapNode { Entries.Count: > 0 } map)
            throw new FormatException(
                node is MapNode ? "an empty map, {}, which every combination fits" : node.Describe()
            );
        var condition = new Condition(node.Place);
        foreach (var entry in map.Entries)
            condition._wanted.Add((entry.Key, [.. Texts(entry)]));
        return condition;
    }

    /// <summary>One or several, as a list or alone; none of what is not there.</summary>
    /// <exception cref="FormatException">One is no map of names to values.</exception>
    public static IReadOnlyList<Condition> ReadAll(ConfigNode? node) =>
        node switch
        {
            null or ScalarNode { Text: null } => [],
            ListNode list => [.. list.Items.Select(Read)],
            _ => [Read(node)],
        };

    /// <summary>As a person would write it.</summary>
    public override string ToString() =>
        $"{{{string.Join(", ", _wanted.Select(w => $"{w.Name}: {Shown(w.Values)}"))}}}";

    /// <summary>Whether a combination has all of them.</summary>
    public bool Holds(Combination combination) =>
        _wanted.TrueForAll(w => combination.Find(w.Name) is { } value && w.Values.Contains(value));

    private static string Shown(HashSet<string> values) =>
        values.Count == 1 ? values.First() : $"[{string.Join(", ", values)}]";

    private static IEnumerable<string> Texts(MapEntry entry) =>
        entry.Value switch
        {
            ScalarNode { Text: not null } scalar => Of(scalar),
            ListNode list when list.Items.All(i => i is ScalarNode { Text: not null }) =>
                list.Items.SelectMany(i => Of((ScalarNode)i)),
            _ => throw new FormatException($"{entry.Value.Describe()} for '{entry.Key}'"),
        };

    // A range means its numbers here as it does in an axis.
    private static IEnumerable<string> Of(ScalarNode scalar) =>
        (NumberRange.NearMiss(scalar) ?? NumberRange.Of(scalar)?.Problem) is { } problem
            ? throw new FormatException(problem)
            : NumberRange.Of(scalar)?.Values() ?? [scalar.Text!];
}
