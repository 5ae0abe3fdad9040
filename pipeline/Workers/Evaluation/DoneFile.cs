using System.Text.Json;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Workers.Json;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// <c>done.json</c> and <c>failed.json</c> of a cell, as scripts and people read them. Any
/// <c>done.json</c> that is a JSON object counts, whatever its fields, unless its status says itself that
/// the cell is not done; an empty or torn one does not.
/// </summary>
internal static class DoneFile
{
    /// <summary>Of a cell that is done.</summary>
    public const string Done = "done.json";

    /// <summary>Of one that failed.</summary>
    public const string Failed = "failed.json";

    private const int MostBytes = 1 << 20;

    // Whatever else a script calls it counts as done: done, ok, success, completed, …
    private static readonly HashSet<string> s_notDone = new(StringComparer.OrdinalIgnoreCase)
    {
        "failed",
        "failure",
        "fail",
        "error",
        "errored",
        "running",
        "started",
        "starting",
        "pending",
        "queued",
        "waiting",
        "submitted",
        "in_progress",
        "incomplete",
        "partial",
        "aborted",
        "cancelled",
        "canceled",
        "interrupted",
        "killed",
        "preempted",
        "timeout",
        "timed_out",
        "oom",
        "out_of_memory",
        "not_done",
    };

    [ThreadStatic]
    private static JsonTape? s_tape;

    private delegate T? Reading<T>(in JsonView view)
        where T : class;

    /// <summary>Whether a file says that its cell is done.</summary>
    public static bool IsValid(string path) =>
        Read<object>(path, static (in view) => Refusal(view) is null ? s_notDone : null)
            is not null;

    /// <summary>What a whole file says that its cell is instead of done; null when it says no such thing.</summary>
    public static string? NotDone(string path) =>
        Read<string>(
            path,
            static (in view) => Refusal(view) is { Length: > 0 } status ? status : null
        );

    /// <summary>What a file says its model is published as; null when it does not.</summary>
    public static string? ModelId(string path) =>
        Read<string>(
            path,
            static (in view) =>
                view.Member(0, "model_id"u8) is > 0 and var id
                && view.Nodes[id].Kind == JsonKind.String
                && view.Text(id).Trim() is { Length: > 0 } name
                    ? name
                    : null
        );

    // Null for one that is not there, or no whole JSON object.
    private static T? Read<T>(string path, Reading<T> reading)
        where T : class
    {
        try
        {
            if (FileIdentity.Of(path) is not { Size: > 0 and < MostBytes })
                return null;
            var text = JsonBytes.Utf8(File.ReadAllBytes(path));
            var tape = s_tape ??= new JsonTape();
            tape.Read(text, 0);
            var view = new JsonView(text, tape);
            return view.Nodes[0].Kind == JsonKind.Object ? reading(view) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonFault)
        {
            return null;
        }
    }

    // The status of one that is not done; null when it is done.
    private static string? Refusal(in JsonView view)
    {
        var status = view.Member(0, "status"u8);
        if (status == 0)
            return null;
        switch (view.Nodes[status].Kind)
        {
            case JsonKind.String:
                var text = view.Text(status).Trim();
                return s_notDone.Contains(text.Replace(' ', '_').Replace('-', '_')) ? text : null;
            case JsonKind.Literal when view.Raw(status)[0] == 'f':
                return "false";
            default:
                return null;
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
