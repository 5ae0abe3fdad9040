using System.Text.Json;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// <c>done.json</c> and <c>failed.json</c> of a cell, as scripts and people read them. Any
/// <c>done.json</c> that is a JSON object counts, whatever its fields, unless it says itself that it
/// failed; an empty or torn one does not.
/// </summary>
public static class DoneFile
{
    /// <summary>Of a cell that is done.</summary>
    public const string Done = "done.json";

    /// <summary>Of one that failed.</summary>
    public const string Failed = "failed.json";

    private const int MostBytes = 1 << 20;

    /// <summary>Whether a file says that its cell is done.</summary>
    public static bool IsValid(string path)
    {
        try
        {
            if (FileIdentity.Of(path) is not { Size: > 0 and < MostBytes })
                return false;
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && !(
                    json.RootElement.TryGetProperty("status", out var status)
                    && status.ValueKind == JsonValueKind.String
                    && status.ValueEquals("failed")
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    /// <summary>The text of one: the fields of old scripts, in their order.</summary>
    /// <param name="cell">Whose.</param>
    /// <param name="shard">Who did it.</param>
    /// <param name="at">When.</param>
    /// <param name="error">Why it failed; null when it is done.</param>
    public static byte[] Text(Cell cell, Shard shard, DateTimeOffset at, string? error)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("status", error is null ? "done" : "failed");
            json.WriteString("model_id", cell.ModelId);
            json.WriteString("model_size", cell.Size);
            json.WriteString("revision", cell.Revision);
            json.WriteNumber("layer", cell.Layer);
            json.WriteString("task", cell.Task);
            json.WriteNumber("num_shards", shard.Count);
            json.WriteNumber("shard_id", shard.Index);
            json.WriteString(
                "timestamp",
                at.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'",
                    System.Globalization.CultureInfo.InvariantCulture
                )
            );
            if (error is not null)
                json.WriteString("error", error);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
