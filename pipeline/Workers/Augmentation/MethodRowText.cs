using System.Text;
using System.Text.Json;

namespace Sluice.Workers.Augmentation;

/// <summary>A row of the table of methods as one parameter: JSON with a fixed order, so equal rows are equal text.</summary>
internal static class MethodRowText
{
    /// <summary>Writes a row.</summary>
    public static string Write(MethodRow row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("lib", row.Lib);
            json.WriteString("kind", row.Kind);
            json.WriteStartObject("args");
            foreach (var (name, value) in row.Args.OrderBy(a => a.Key, StringComparer.Ordinal))
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteBoolean("gpu", row.RequiresGpu);
            json.WriteStartArray("command");
            foreach (var argument in row.Command)
                json.WriteStringValue(argument);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads it back.</summary>
    public static MethodRow Read(string id, string text)
    {
        using var document = JsonDocument.Parse(text);
        var json = document.RootElement;
        return new MethodRow
        {
            Id = id,
            Lib = json.GetProperty("lib").GetString()!,
            Kind = json.GetProperty("kind").GetString()!,
            Args = json.GetProperty("args")
                .EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetString()!),
            RequiresGpu = json.GetProperty("gpu").GetBoolean(),
            Command = [.. json.GetProperty("command").EnumerateArray().Select(a => a.GetString()!)],
        };
    }
}
