using System.Text.Json;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// The score in a result of MTEB: <c>{scores: {test: [{main_score}]}}</c>, or as in 2022
/// <c>{test: {main_score}}</c> and <c>{test: {en: {main_score}}}</c>.
/// </summary>
public static class MtebResult
{
    private static readonly string[] s_splits = ["test", "validation", "dev"];

    /// <summary>The main score; the mean where a split has several parts. Null when there is none.</summary>
    public static double? Score(byte[] text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            if (root.TryGetProperty("scores", out var scores))
                root = scores;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            foreach (var split in s_splits)
                if (root.TryGetProperty(split, out var part) && Of(part) is { } score)
                    return score;
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static double? Of(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Array)
            return Mean(part.EnumerateArray());
        if (part.ValueKind != JsonValueKind.Object)
            return null;
        return Main(part) ?? Mean(part.EnumerateObject().Select(language => language.Value));
    }

    private static double? Mean(IEnumerable<JsonElement> parts)
    {
        var scores = parts.Select(Main).OfType<double>().ToList();
        return scores.Count > 0 ? scores.Average() : null;
    }

    private static double? Main(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty("main_score", out var score)
        && score.ValueKind == JsonValueKind.Number
            ? score.GetDouble()
            : null;
}
