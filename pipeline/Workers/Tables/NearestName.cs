namespace Sluice.Workers.Tables;

/// <summary>Finds the name a user probably meant.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate at the least edit distance, letter case aside, or null where half the letters
    /// of a short name, or more than three of a long one, would have to change.
    /// </summary>
    public static string? Among(IEnumerable<string> candidates, string name)
    {
        var wanted = Fold(name);
        var nearest = candidates.MinBy(candidate => Distance(Fold(candidate), wanted));
        var bound = Math.Min(3, (wanted.Length - 1) / 2);
        return nearest is not null && Distance(Fold(nearest), wanted) <= bound ? nearest : null;
    }

    private static string Fold(string name) => name.Trim().ToLowerInvariant();

    /// <summary>Levenshtein's distance: the fewest insertions, deletions and replacements.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j - 1], diagonal) + 1);
            }
        }
        return row[b.Length];
    }
}
