namespace Sluice.Engine.Configuration;

/// <summary>A value of the configuration with the place it came from.</summary>
/// <param name="Place">file:line, or the option or variable that set it.</param>
public abstract record ConfigNode(string Place)
{
    /// <summary>What a person would call it in a message.</summary>
    public abstract string Describe();
}

/// <summary>A single value, as written.</summary>
/// <param name="Text">Null for YAML's null.</param>
/// <param name="Quoted">Quoted text is never a number, a truth value or null.</param>
/// <param name="Place">Where it was set.</param>
public sealed record ScalarNode(string? Text, bool Quoted, string Place) : ConfigNode(Place)
{
    /// <inheritdoc/>
    public override string Describe() => Text is null ? "nothing" : $"'{Text}'";
}

/// <summary>A list.</summary>
public sealed record ListNode(IReadOnlyList<ConfigNode> Items, string Place) : ConfigNode(Place)
{
    /// <inheritdoc/>
    public override string Describe() => "a list";
}

/// <summary>Keys with values, in the order written.</summary>
public sealed record MapNode(IReadOnlyList<MapEntry> Entries, string Place) : ConfigNode(Place)
{
    /// <inheritdoc/>
    public override string Describe() => "a map";

    /// <summary>The value of a key, or null.</summary>
    public ConfigNode? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>A copy with one value set at a dotted path; maps on the way are made.</summary>
    public MapNode With(ReadOnlySpan<string> path, ConfigNode value)
    {
        var key = path[0];
        var old = Entries.FirstOrDefault(e => e.Key == key);
        ConfigNode inner = value;
        if (path.Length > 1)
        {
            var map = old?.Value as MapNode ?? new MapNode([], value.Place);
            inner = map.With(path[1..], value);
        }
        var entry = new MapEntry(key, inner, old?.Place ?? value.Place);
        return old is null
            ? this with
            {
                Entries = [.. Entries, entry],
            }
            : this with
            {
                Entries = [.. Entries.Select(e => e.Key == key ? entry : e)],
            };
    }

    /// <summary>This map with another laid over it: maps are merged key by key, all else is replaced.</summary>
    public MapNode Overlaid(MapNode above)
    {
        var result = this;
        foreach (var entry in above.Entries)
        {
            // An empty map above (all its lines commented out reads as null) takes nothing away.
            var value = (result.Find(entry.Key), entry.Value) switch
            {
                (MapNode below, MapNode map) => below.Overlaid(map),
                (MapNode below, ScalarNode { Text: null }) => below,
                _ => entry.Value,
            };
            result = result.With([entry.Key], value);
        }
        return result;
    }
}

/// <summary>One key of a map.</summary>
/// <param name="Key">As written.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="Place">Where the key stands.</param>
public sealed record MapEntry(string Key, ConfigNode Value, string Place);
