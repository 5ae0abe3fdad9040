namespace Sluice.Slurm.Submit;

/// <summary>
/// How wide stages become under a cluster's limits. Units are packed into the elements there can be,
/// and where a stage has more elements than an array may have, into several arrays. Pure.
/// </summary>
internal static class ArrayPacking
{
    /// <summary>Lowers the widest stages until all fit.</summary>
    /// <param name="wanted">Elements of each stage, and how many attempts each is queued for.</param>
    /// <param name="room">Elements that may be queued.</param>
    /// <returns>Elements of each stage; null when not even one of each fits.</returns>
    public static IReadOnlyList<int>? Fit(
        IReadOnlyList<(int Elements, int Attempts)> wanted,
        long room
    )
    {
        if (wanted.Count == 0)
            return [];
        long Sum(int cap) => wanted.Sum(w => (long)Math.Min(w.Elements, cap) * w.Attempts);
        var widest = wanted.Max(w => w.Elements);
        if (Sum(1) > room)
            return null;
        var (low, high) = (1, Math.Max(1, widest));
        while (low < high)
        {
            var middle = (int)((low + (long)high + 1) / 2);
            if (Sum(middle) <= room)
                low = middle;
            else
                high = middle - 1;
        }
        return [.. wanted.Select(w => Math.Min(w.Elements, low))];
    }

    /// <summary>The arrays of so many elements: first element and count of each, as even as can be.</summary>
    public static IEnumerable<(int Offset, int Elements)> Arrays(int elements, int maxArraySize)
    {
        var most = Math.Max(1, maxArraySize - 1);
        var count = (elements + most - 1) / most;
        for (var i = 0; i < count; i++)
        {
            var from = (int)((long)elements * i / count);
            yield return (from, (int)((long)elements * (i + 1) / count) - from);
        }
    }
}
