using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Draws without replacement, in place, so that equal random states give equal draws.</summary>
internal static class Sampling
{
    /// <summary>Uniformly draws <paramref name="count"/> of the items (or all) and returns them in ascending order.</summary>
    public static Span<int> Draw(Span<int> items, int count, RowRandom random)
    {
        count = Math.Min(count, items.Length);
        for (var i = 0; i < count; i++)
        {
            var j = i + random.Next(items.Length - i);
            (items[i], items[j]) = (items[j], items[i]);
        }
        var drawn = items[..count];
        drawn.Sort();
        return drawn;
    }

    /// <summary>
    /// As <see cref="Draw"/>, of items each standing for the pair (i, i + 1): no two drawn pairs overlap, so a later
    /// swap never undoes an earlier one. Fewer come back where disjoint pairs run out.
    /// </summary>
    public static Span<int> DrawDisjointPairs(Span<int> items, int count, RowRandom random)
    {
        var kept = 0;
        for (var i = 0; i < items.Length && kept < count; i++)
        {
            var j = i + random.Next(items.Length - i);
            var item = items[j];
            items[j] = items[i];
            var overlaps = items[..kept].ContainsAnyInRange(item - 1, item + 1);
            items[i] = item;
            if (!overlaps)
                items[kept++] = item;
        }
        var drawn = items[..kept];
        drawn.Sort();
        return drawn;
    }
}
