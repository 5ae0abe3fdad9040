using System.Text.Json;

namespace Sluice.Engine.Fingerprints;

/// <summary>
/// What differs between two values of a parameter, short enough for a line: of JSON the places within
/// it, of long text the part from the first character that differs. Pure.
/// </summary>
internal static class ValueDifference
{
    private const int Longest = 40;
    private const int Before = 24;
    private const int MostPlaces = 3;

    /// <summary>As <c>old→new</c>; of JSON <c>a.b[0] old→new</c>, several of them after each other.</summary>
    public static string Of(string old, string now)
    {
        if (old.Length <= Longest && now.Length <= Longest && !IsJson(old))
            return Plain(old, now);
        if (Places(old, now) is not { Count: > 0 } places)
            return Text(old, now);
        var shown = string.Join(", ", places.Take(MostPlaces));
        return places.Count > MostPlaces
            ? $"{shown} and {places.Count - MostPlaces:N0} more places"
            : shown;
    }

    private static bool IsJson(string text) => text.Length > 0 && text[0] is '{' or '[';

    private static List<string>? Places(string old, string now)
    {
        if (!IsJson(old) || !IsJson(now))
            return null;
        try
        {
            using var before = JsonDocument.Parse(old);
            using var after = JsonDocument.Parse(now);
            var places = new List<string>();
            Walk("", before.RootElement, after.RootElement, places);
            return places;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Walk(string at, JsonElement old, JsonElement now, List<string> places)
    {
        if (JsonElement.DeepEquals(old, now) && old.GetRawText() == now.GetRawText())
            return;
        if (old.ValueKind != now.ValueKind)
            places.Add(Place(at, Text(Written(old), Written(now))));
        else if (old.ValueKind == JsonValueKind.Object)
        {
            var before = old.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name);
            foreach (var property in now.EnumerateObject())
            {
                var name = at.Length == 0 ? property.Name : $"{at}.{property.Name}";
                if (before.Remove(property.Name, out var was))
                    Walk(name, was.Value, property.Value, places);
                else
                    places.Add($"`{ShownText.Of(name)}` is new: {Head(Written(property.Value))}");
            }
            places.AddRange(
                before.Keys.Select(name =>
                    $"`{ShownText.Of(at.Length == 0 ? name : $"{at}.{name}")}` is gone"
                )
            );
        }
        else if (old.ValueKind == JsonValueKind.Array)
            WalkItems(at, [.. old.EnumerateArray()], [.. now.EnumerateArray()], places);
        else
            places.Add(Place(at, Text(Written(old), Written(now))));
    }

    private static void WalkItems(
        string at,
        List<JsonElement> old,
        List<JsonElement> now,
        List<string> places
    )
    {
        // What was put in or taken out shifts the rest: that alone is told.
        var start = 0;
        while (start < Math.Min(old.Count, now.Count) && Same(old[start], now[start]))
            start++;
        var end = 0;
        while (
            end < Math.Min(old.Count, now.Count) - start && Same(old[^(end + 1)], now[^(end + 1)])
        )
            end++;
        var (olds, news) = (old.Count - start - end, now.Count - start - end);
        for (var i = start; i < start + Math.Min(olds, news); i++)
            Walk($"{at}[{i}]", old[i], now[i], places);
        for (var i = start + news; i < start + olds; i++)
            places.Add($"`{ShownText.Of(at)}[{i}]` is gone: {Head(Written(old[i]))}");
        for (var i = start + olds; i < start + news; i++)
            places.Add($"`{ShownText.Of(at)}[{i}]` is new: {Head(Written(now[i]))}");
    }

    private static bool Same(JsonElement a, JsonElement b) => a.GetRawText() == b.GetRawText();

    private static string Written(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();

    private static string Place(string at, string difference) =>
        at.Length == 0 ? difference : $"{ShownText.Of(at)} {difference}";

    // Both from a little before the first character that differs.
    private static string Text(string old, string now)
    {
        if (old.Length <= Longest && now.Length <= Longest)
            return Plain(old, now);
        var common = 0;
        while (common < Math.Min(old.Length, now.Length) && old[common] == now[common])
            common++;
        var from = common <= Before ? 0 : common - Before / 2;
        if (from > 0 && char.IsLowSurrogate(old[from]))
            from++;
        var lead = from > 0 ? "…" : "";
        var (was, becomes) = (Head(old[from..]), Head(now[from..]));
        return was == becomes
            ? $"{lead}{ShownText.Of(Cut(old[from..]))}→{lead}{ShownText.Of(Cut(now[from..]))}"
            : $"{lead}{was}→{lead}{becomes}";
    }

    private static string Plain(string old, string now)
    {
        var (was, becomes) = (Head(old), Head(now));
        // Blanks at an end, or a line break for a blank, are seen in quotes and as escapes.
        return was == becomes || was.Trim() != was || becomes.Trim() != becomes
            ? $"'{ShownText.Of(old)}'→'{ShownText.Of(now)}'"
            : $"{was}→{becomes}";
    }

    private static string Head(string value) =>
        value.Length == 0 ? "''" : Cut(value).ReplaceLineEndings(" ");

    private static string Cut(string value) =>
        value.Length <= Longest ? value
        : char.IsHighSurrogate(value[Longest - 4]) ? $"{value[..(Longest - 4)]}…"
        : $"{value[..(Longest - 3)]}…";
}
