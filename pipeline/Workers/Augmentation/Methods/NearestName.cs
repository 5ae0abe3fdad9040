namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Finds what a mistyped name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>": did you mean 'x'?" for the nearest name at an edit distance of at most a third of its length, else "".</summary>
    public static string Hint(string typed, IEnumerable<string> names)
    {
        var nearest = names.MinBy(name => Distance(typed, name));
        return nearest is not null && Distance(typed, nearest) <= Math.Max(1, nearest.Length / 3)
            ? $": did you mean '{nearest}'?"
            : "";
    }

    /// <summary>Levenshtein distance in UTF-16 units.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
