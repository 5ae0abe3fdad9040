namespace Sluice.Engine;

/// <summary>Finds the known name a user most likely meant.</summary>
public static class Suggestion
{
    /// <summary>The nearest candidate by edit distance, or null when none is near enough to help.</summary>
    public static string? For(string typed, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(name => (name, distance: Distance(Fold(typed), Fold(name))))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.name is not null && best.distance <= Math.Max(2, typed.Length / 3)
            ? best.name
            : null;
    }

    /// <summary>" Did you mean 'x'?" with a leading blank, or nothing.</summary>
    public static string Hint(string typed, IEnumerable<string> candidates) =>
        For(typed, candidates) is { } name ? $" Did you mean '{Graph.ShownText.Of(name)}'?" : "";

    private static string Fold(string name) => name.ToLowerInvariant().Replace('_', '-');

    // Damerau's optimal string alignment: a swap of neighbours counts as one slip of the finger.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        for (var j = 1; j <= b.Length; j++)
        {
            var cost = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
        }
        return d[a.Length, b.Length];
    }
}
