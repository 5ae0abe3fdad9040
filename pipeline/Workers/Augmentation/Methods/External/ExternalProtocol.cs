using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Workers.Augmentation.Methods.External;

/// <summary>
/// The JSON lines that external methods speak:
/// <c>{"id":n,"text":"…","seed":n,"args":{"name":"value"}}</c> to the command, and back
/// <c>{"id":n,"text":"…"}</c>, or <c>"text":null</c> where the text offers nothing to change.
/// </summary>
internal static class ExternalProtocol
{
    /// <summary>Lone surrogates become U+FFFD, since JSON in UTF-8 cannot carry them.</summary>
    private static readonly JsonSerializerOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line, without its line end.</summary>
    /// <param name="id">Comes back in the answer.</param>
    /// <param name="text">The text to rewrite.</param>
    /// <param name="seed">Below 2^53, so that every JSON reader takes it exactly.</param>
    /// <param name="args">The row's arguments as written.</param>
    public static string WriteRequest(
        long id,
        string text,
        ulong seed,
        IReadOnlyDictionary<string, string> args
    )
    {
        var sorted = args.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value));
        var request = new JsonObject
        {
            ["id"] = id,
            ["text"] = text,
            ["seed"] = seed,
            ["args"] = new JsonObject(sorted),
        };
        return request.ToJsonString(s_options);
    }

    /// <summary>The text of an answer; a null one is an answer too.</summary>
    /// <exception cref="FormatException">The line is no answer to the request; the message says in what respect.</exception>
    public static string? ReadAnswer(string line, long id)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var answer = document.RootElement;
            if (
                answer.ValueKind != JsonValueKind.Object
                || !answer.TryGetProperty("text", out var text)
            )
                throw new FormatException($"answered without a text: {Shorten(line)}");
            var isOurs =
                answer.TryGetProperty("id", out var answered)
                && answered.ValueKind == JsonValueKind.Number
                && answered.TryGetInt64(out var value)
                && value == id;
            if (!isOurs)
                throw new FormatException($"answered with another id than {id}: {Shorten(line)}");
            return text.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => text.GetString(),
                _ => throw new FormatException(
                    $"answered with a text that is no string: {Shorten(line)}"
                ),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"answered what is not JSON: {Shorten(line)}");
        }
    }

    private static string Shorten(string line) => line.Length <= 200 ? line : line[..200] + "…";
}
