using Sluice.Engine;

namespace Sluice.Workers.Augmentation.Combos;

/// <summary>Enumerates combos: by size, each size in lexicographic order of the sorted ids. Pure.</summary>
internal static class ComboEnumerator
{
    /// <summary>More combos than any cluster runs: the mode was a mistake.</summary>
    public const int Most = 1_000_000;

    /// <summary>All combos of a mode.</summary>
    /// <param name="methods">Ids in any order.</param>
    /// <param name="settings">Mode and largest size.</param>
    /// <exception cref="UserError">There would be more than <see cref="Most"/>.</exception>
    public static IReadOnlyList<Combo> Enumerate(
        IEnumerable<string> methods,
        ComboSettings settings
    )
    {
        var sorted = methods.Order(StringComparer.Ordinal).ToArray();
        var largest = settings.Mode switch
        {
            ComboMode.Singletons => 1,
            ComboMode.BoundedK => Math.Min(settings.MaxSize, sorted.Length),
            _ => sorted.Length,
        };
        var count = Count(sorted.Length, largest);
        if (count > Most)
            throw new UserError(
                $"augment.combos: {sorted.Length} methods at up to {largest} a combo are {count:N0} combos, more than {Most:N0}; use mode bounded_k with a smaller max_size, or fewer methods"
            );
        var combos = new List<Combo>((int)count);
        for (var size = 1; size <= largest; size++)
            Add(combos, sorted, size);
        return combos;
    }

    private static void Add(List<Combo> combos, string[] sorted, int size)
    {
        var picked = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            combos.Add(new Combo([.. picked.Select(i => sorted[i])]));
            var slot = size - 1;
            while (slot >= 0 && picked[slot] == sorted.Length - size + slot)
                slot--;
            if (slot < 0)
                return;
            picked[slot]++;
            for (var i = slot + 1; i < size; i++)
                picked[i] = picked[i - 1] + 1;
        }
    }

    private static double Count(int methods, int largest)
    {
        double total = 0,
            choose = 1;
        for (var k = 1; k <= largest; k++)
        {
            choose = choose * (methods - k + 1) / k;
            total += choose;
        }
        return total;
    }
}
