using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Sluice.Engine.Configuration;

/// <summary>
/// Binds configuration nodes to init-only records: property names in snake_case, defaults from the
/// record's initializers, limits from <see cref="RangeAttribute"/>; <c>required</c> properties must be
/// given. Collects every violation.
/// </summary>
/// <param name="workspace">Absolute; relative paths lie in it.</param>
/// <param name="known">Gives names that stand for settings of any section, with their paths: for suggestions.</param>
public sealed class SettingsBinder(
    string workspace,
    Func<IReadOnlyList<(string Name, string Path)>>? known = null
)
{
    private readonly List<Violation> _violations = [];

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Binds one section; what is wrong in it lands in <see cref="Violations"/>.</summary>
    /// <param name="node">The section's map, or null when it was not given.</param>
    /// <param name="key">The section's name.</param>
    public T Bind<T>(ConfigNode? node, string key)
        where T : new() => (T)Bind(typeof(T), node, key);

    /// <summary>Binds one section to a record of this type.</summary>
    /// <inheritdoc cref="Bind{T}"/>
    public object Bind(Type type, ConfigNode? node, string key) =>
        Record(type, node, key) ?? WithFullPaths(Activator.CreateInstance(type)!);

    /// <summary>A property's name as written in YAML: <c>MinSim</c> is <c>min_sim</c>.</summary>
    public static string SnakeCase(string name) =>
        string.Concat(
            name.Select(
                (c, i) =>
                    !char.IsUpper(c) ? $"{c}"
                    : i > 0 && !char.IsUpper(name[i - 1]) ? $"_{char.ToLowerInvariant(c)}"
                    : $"{char.ToLowerInvariant(c)}"
            )
        );

    private object? Record(Type type, ConfigNode? node, string key)
    {
        var result = WithFullPaths(Activator.CreateInstance(type)!);
        if (node is null or ScalarNode { Text: null })
            return result;
        if (node is not MapNode map)
            return Wrong(node, key, "a map of settings");
        var properties = type.GetProperties().Where(p => p.CanWrite).ToList();
        var names = properties.ToDictionary(p => SnakeCase(p.Name));
        foreach (var entry in map.Entries)
        {
            if (!names.TryGetValue(entry.Key, out var property))
                Add(
                    entry.Place,
                    $"{key}.{entry.Key}",
                    $"a known setting of '{key}'",
                    $"an unknown one.{HintOf(type, key, entry.Key, names.Keys)}"
                );
            else if (entry.Value is ScalarNode { Text: null } && IsNullable(property))
                property.SetValue(result, null);
            else if (Property(property, entry.Value, $"{key}.{entry.Key}") is { } value)
                property.SetValue(result, value);
        }
        foreach (
            var property in properties.Where(p => p.IsDefined(typeof(RequiredMemberAttribute)))
        )
            if (map.Find(SnakeCase(property.Name)) is null)
                Add(map.Place, $"{key}.{SnakeCase(property.Name)}", "a value", "nothing");
        if (result is ISettings settings)
            foreach (var (inner, expected, found) in settings.Check())
                Add(PlaceOf(map, inner.Split('.')), $"{key}.{inner}", expected, found);
        return result;
    }

    // A slip of the finger first; then the same words at another level or in another section.
    private string HintOf(Type type, string key, string typed, IEnumerable<string> names)
    {
        var near = Suggestion.For(typed, names);
        if (near is not null && Math.Abs(near.Length - typed.Length) <= 1)
            return Suggestion.Hint(typed, names);
        var path = Suggestion.ForSetting(
            $"{key}.{typed}",
            KnownSettings.Of(type, key).Select(p => (p, p)).Concat(known?.Invoke() ?? [])
        );
        return path is not null ? $" Did you mean '{path}'?" : Suggestion.Hint(typed, names);
    }

    /// <summary>Makes the paths that the record's initializers gave absolute, in nested records too.</summary>
    private object WithFullPaths(object record)
    {
        foreach (var property in record.GetType().GetProperties().Where(p => p.CanWrite))
        {
            if (property.GetValue(record) is not { } value)
                continue;
            if (value is string { Length: > 0 } path)
            {
                if (property.IsDefined(typeof(WorkspacePathAttribute)))
                    property.SetValue(record, Path.GetFullPath(path, workspace));
            }
            else if (
                value.GetType() is { IsClass: true, IsArray: false } type
                && type.GetConstructor([]) is not null
                && !type.IsGenericType
            )
                WithFullPaths(value);
        }
        return record;
    }

    private static bool IsNullable(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    private object? Property(PropertyInfo property, ConfigNode node, string key)
    {
        if (node is MapNode map && property.IsDefined(typeof(ListsAsTextAttribute)))
        {
            if (map.Entries.FirstOrDefault(e => e.Value is MapNode) is { } nested)
                return Wrong(
                    nested.Value,
                    $"{key}.{nested.Key}",
                    $"a plain value or a list (write what the map holds one level up: {string.Join(", ", ((MapNode)nested.Value).Entries.Select(e => e.Key))})"
                );
            node = map with { Entries = [.. map.Entries.Select(ListAsText)] };
        }
        var value = Value(property.PropertyType, node, key);
        if (value is null)
            return null;
        if (
            property.GetCustomAttribute<RangeAttribute>() is { } range
            && !range.IsValid(value is TimeSpan span ? span.TotalSeconds : value)
        )
            return Wrong(node, key, $"a value from {range.Minimum} to {range.Maximum}");
        if (
            property.GetCustomAttribute<WorkspacePathAttribute>() is { } rule
            && value is string { Length: > 0 } path
        )
        {
            if (path is ['~'] or ['~', '/', ..])
                return Wrong(node, key, "a path written out; ~ is a shell's word");
            var full = Path.GetFullPath(path, workspace);
            if (rule.MustExist && !File.Exists(full))
                return Wrong(
                    node,
                    key,
                    "an existing file",
                    Directory.Exists(full)
                        ? $"the directory '{path}'"
                        : $"'{path}' (relative to the workspace: {full})"
                );
            return full;
        }
        return value;
    }

    private object? Value(Type type, ConfigNode node, string key)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        // What has a form of its own is read by whoever knows it.
        if (type == typeof(ConfigNode))
            return node;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return List(type.GenericTypeArguments[0], node, key);
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return Texts(node, key);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Records(type.GenericTypeArguments[1], node, key);
        if (Scalars.Understands(type))
        {
            if (node is ScalarNode { Text: not null } scalar)
                return Scalars.TryParse(type, scalar, out var value)
                    ? value
                    : Wrong(node, key, Scalars.Describe(type));
            return Wrong(node, key, Scalars.Describe(type));
        }
        return Record(type, node, key);
    }

    private Array? List(Type item, ConfigNode node, string key)
    {
        // One value stands for a list of one, as in `--set augment.methods=nlp_spelling`.
        var nodes = node is ListNode list ? list.Items : [node];
        var values = nodes.Select((n, i) => Value(item, n, $"{key}[{i}]")).ToList();
        if (values.Contains(null))
            return null;
        var result = Array.CreateInstance(item, values.Count);
        for (var i = 0; i < values.Count; i++)
            result.SetValue(values[i], i);
        return result;
    }

    private static MapEntry ListAsText(MapEntry entry) =>
        entry.Value is ListNode list && list.Items.All(item => item is ScalarNode)
            ? entry with
            {
                Value = new ScalarNode(
                    JsonSerializer.Serialize(list.Items.Select(item => ((ScalarNode)item).Text)),
                    Quoted: true,
                    list.Place
                ),
            }
            : entry;

    private object? Texts(ConfigNode node, string key)
    {
        if (node is not MapNode map)
            return Wrong(node, key, "a map of names to values");
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (entry.Value is ScalarNode scalar)
                result[entry.Key] = scalar.Text ?? "";
            else
                Wrong(entry.Value, $"{key}.{entry.Key}", "a plain value");
        }
        return result;
    }

    private object? Records(Type item, ConfigNode node, string key)
    {
        if (node is not MapNode map)
            return Wrong(node, key, "a map of names to settings");
        // In the order written, which may mean something.
        var type = typeof(OrderedDictionary<,>).MakeGenericType(typeof(string), item);
        var result = (IDictionary)Activator.CreateInstance(type, StringComparer.Ordinal)!;
        foreach (var entry in map.Entries)
            if (Record(item, entry.Value, $"{key}.{entry.Key}") is { } record)
                result[entry.Key] = record;
        return result;
    }

    // Of the innermost key on the way that is there.
    private static string PlaceOf(MapNode map, ReadOnlySpan<string> path)
    {
        var key = path[0];
        return map.Entries.FirstOrDefault(e => e.Key == key) is not { } entry ? map.Place
            : path.Length > 1 && entry.Value is MapNode inner ? PlaceOf(inner, path[1..])
            : entry.Value.Place;
    }

    private object? Wrong(ConfigNode node, string key, string expected, string? found = null)
    {
        Add(node.Place, key, expected, found ?? node.Describe());
        return null;
    }

    private void Add(string place, string key, string expected, string found) =>
        _violations.Add(new Violation(place, key, expected, found));
}
