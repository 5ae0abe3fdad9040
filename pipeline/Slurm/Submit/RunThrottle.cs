using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Submit;

/// <summary>
/// Shares the bound of a whole run among its arrays, since Slurm bounds only each array: every one
/// gets an equal share for as many as can run side by side, which is the largest set of arrays none of
/// which waits for another (Dilworth: arrays less the pairs of a maximum matching of the order). Pure.
/// </summary>
internal static class RunThrottle
{
    /// <summary>For each array the numbers of those that it waits for, directly or not.</summary>
    /// <param name="arrays">Each after those that it waits for.</param>
    public static IReadOnlyList<IReadOnlySet<int>> Before(IReadOnlyList<ArrayJob> arrays)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var before = new List<IReadOnlySet<int>>();
        foreach (var array in arrays)
        {
            var all = new HashSet<int>();
            foreach (var label in array.After)
            {
                all.Add(numbers[label]);
                all.UnionWith(before[numbers[label]]);
            }
            numbers[array.Label] = before.Count;
            before.Add(all);
        }
        return before;
    }

    /// <summary>The most arrays that can run at once.</summary>
    /// <param name="before">For each array those that it waits for, directly or not.</param>
    public static int Widest(IReadOnlyList<IReadOnlySet<int>> before)
    {
        // Kuhn's algorithm; graphs have tens of arrays.
        var next = new int[before.Count];
        Array.Fill(next, -1);
        bool Augment(int later, HashSet<int> seen)
        {
            foreach (var earlier in before[later])
                if (seen.Add(earlier) && (next[earlier] < 0 || Augment(next[earlier], seen)))
                {
                    next[earlier] = later;
                    return true;
                }
            return false;
        }
        var matched = 0;
        for (var i = 0; i < before.Count; i++)
            if (Augment(i, []))
                matched++;
        return before.Count - matched;
    }

    /// <summary>Elements of each array that may run at once so that the whole run keeps to its bound.</summary>
    /// <param name="maxRunning">The bound.</param>
    /// <param name="widest">From <see cref="Widest"/>.</param>
    /// <returns>At least 1; then arrays must follow each other, see <see cref="MustQueue"/>.</returns>
    public static int Share(int maxRunning, int widest) =>
        Math.Max(1, maxRunning / Math.Max(1, widest));

    /// <summary>Whether even one element of each array that can run would be too many.</summary>
    public static bool MustQueue(int maxRunning, int widest) =>
        maxRunning > 0 && maxRunning < widest;
}
