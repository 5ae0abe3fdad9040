using System.Text;
using System.Text.Json;

namespace Sluice.Engine.Configuration;

/// <summary>
/// A configuration as one file that loses nothing: what was quoted stays quoted, and every value keeps
/// the place it came from. For runs whose jobs start later than the configuration may be edited.
/// </summary>
public static class ConfigJson
{
    /// <summary>As JSON.</summary>
    public static string Write(MapNode root)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            Write(json, root, withPlaces: true);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What of it decides results: sections without the named ones, without places, keys in order.</summary>
    public static string Canonical(MapNode root, params string[] without)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            Write(
                json,
                root with
                {
                    Entries = [.. root.Entries.Where(e => !without.Contains(e.Key))],
                },
                withPlaces: false
            );
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads what <see cref="Write(MapNode)"/> wrote.</summary>
    /// <exception cref="UserError">It is none.</exception>
    public static MapNode Read(string text, string shownAs)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement) as MapNode
                ?? throw new JsonException("it holds no settings");
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UserError($"{shownAs}: cannot be read ({e.Message}); submit the run again");
        }
    }

    private static void Write(Utf8JsonWriter json, ConfigNode node, bool withPlaces)
    {
        json.WriteStartObject();
        if (withPlaces)
            json.WriteString("at", node.Place);
        switch (node)
        {
            case ScalarNode scalar:
                json.WriteString("text", scalar.Text);
                json.WriteBoolean("quoted", scalar.Quoted);
                break;
            case ListNode list:
                json.WriteStartArray("items");
                foreach (var item in list.Items)
                    Write(json, item, withPlaces);
                json.WriteEndArray();
                break;
            case MapNode map:
                json.WriteStartArray("entries");
                foreach (
                    var entry in withPlaces
                        ? map.Entries
                        : [.. map.Entries.OrderBy(e => e.Key, StringComparer.Ordinal)]
                )
                {
                    json.WriteStartObject();
                    json.WriteString("key", entry.Key);
                    if (withPlaces)
                        json.WriteString("at", entry.Place);
                    json.WritePropertyName("value");
                    Write(json, entry.Value, withPlaces);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                break;
        }
        json.WriteEndObject();
    }

    private static ConfigNode Read(JsonElement json)
    {
        var place = json.GetProperty("at").GetString()!;
        if (json.TryGetProperty("entries", out var entries))
            return new MapNode(
                [
                    .. entries
                        .EnumerateArray()
                        .Select(e => new MapEntry(
                            e.GetProperty("key").GetString()!,
                            Read(e.GetProperty("value")),
                            e.GetProperty("at").GetString()!
                        )),
                ],
                place
            );
        return json.TryGetProperty("items", out var items)
            ? new ListNode([.. items.EnumerateArray().Select(Read)], place)
            : new ScalarNode(
                json.GetProperty("text").GetString(),
                json.GetProperty("quoted").GetBoolean(),
                place
            );
    }
}
