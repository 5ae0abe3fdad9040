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
        For(typed, candidates) is { } name ? $" Did you mean '{ShownText.Of(name)}'?" : "";

    /// <summary>The nearest candidates however far they are, the nearest first.</summary>
    public static IReadOnlyList<string> Nearest(
        string typed,
        IEnumerable<string> candidates,
        int most
    )
    {
        var wanted = Fold(typed);
        var best = new List<(int Distance, string Name)>(most + 1);
        foreach (var name in candidates)
        {
            // The lengths' difference is the least it can be: most of a million are not compared.
            if (best.Count == most && Math.Abs(name.Length - wanted.Length) >= best[^1].Distance)
                continue;
            var distance = Distance(wanted, Fold(name));
            if (best.Count == most && distance >= best[^1].Distance)
                continue;
            var at = best.FindIndex(b => b.Distance > distance);
            best.Insert(at < 0 ? best.Count : at, (distance, name));
            if (best.Count > most)
                best.RemoveAt(most);
        }
        return [.. best.Select(b => b.Name)];
    }

    /// <summary>
    /// The setting that a dotted path most likely stands for, at whatever level it lies: each word of
    /// the path, or of its last name, is one of the candidate's, or nearly so.
    /// </summary>
    /// <param name="typed">As typed, e.g. <c>augment.combo_mode</c>.</param>
    /// <param name="settings">Names that stand for settings, with the settings' paths.</param>
    public static string? ForSetting(string typed, IEnumerable<(string Name, string Path)> settings)
    {
        var dot = typed.IndexOf('.');
        var section = dot < 0 ? "" : typed[..dot];
        var whole = Words(typed[(dot + 1)..]);
        var last = Words(typed[(typed.LastIndexOf('.') + 1)..]);
        var best = settings
            .Select(s =>
            {
                var words = Words(s.Name[(s.Name.IndexOf('.') + 1)..]);
                var score = Math.Min(
                    Score(whole, words),
                    last.Count < whole.Count && Score(last, words) is < int.MaxValue and var ofLast
                        ? ofLast + 1
                        : int.MaxValue
                );
                var isElsewhere = !s.Path.StartsWith($"{section}.", StringComparison.Ordinal);
                return (s.Path, Score: score, IsElsewhere: isElsewhere);
            })
            .Where(s => s.Score != int.MaxValue)
            .OrderBy(s => s.Score + (s.IsElsewhere ? 1 : 0))
            .ThenBy(s => s.Path.Length)
            .ThenBy(s => s.Path, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Path;
    }

    // How far the words of one are from those of the other, in any order; more of them in the other
    // count little. MaxValue when one has no counterpart.
    private static int Score(List<string> typed, List<string> known)
    {
        var left = known.ToList();
        var sum = 0;
        foreach (var word in typed)
        {
            var best = left.Select(w => (Word: w, Distance: Distance(word, w)))
                .OrderBy(w => w.Distance)
                .FirstOrDefault();
            if (best.Word is null || best.Distance > word.Length / 3)
                return int.MaxValue;
            sum += 2 * best.Distance;
            left.Remove(best.Word);
        }
        return typed.Count == 0 ? int.MaxValue : sum + left.Count;
    }

    private static List<string> Words(string name) =>
        [.. Fold(name).Split(['.', '-'], StringSplitOptions.RemoveEmptyEntries)];

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
