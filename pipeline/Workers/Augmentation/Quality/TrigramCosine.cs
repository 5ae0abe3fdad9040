namespace Sluice.Workers.Augmentation.Quality;

/// <summary>
/// The cosine of the two texts' counts of character trigrams, each text between one blank on
/// either side; case counts. Unlike the ratio it forgives moved words. Two empty texts are equal.
/// </summary>
internal sealed class TrigramCosine : ISimilarity
{
    [ThreadStatic]
    private static ulong[]? t_left;

    [ThreadStatic]
    private static ulong[]? t_right;

    /// <inheritdoc/>
    public string Name => "trigram";

    /// <inheritdoc/>
    public double Compare(string a, string b)
    {
        if (a == b)
            return 1;
        var left = Sorted(a, ref t_left);
        var right = Sorted(b, ref t_right);
        long product = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length; )
        {
            var order = left[i].CompareTo(right[j]);
            var inLeft = order <= 0 ? Repeats(left, i) : 0;
            var inRight = order >= 0 ? Repeats(right, j) : 0;
            product += (long)inLeft * inRight;
            i += inLeft;
            j += inRight;
        }
        // A square root of each is no faster and rounds twice.
        return product == 0
            ? 0
            : Math.Min(1, product / Math.Sqrt((double)Square(left) * Square(right)));
    }

    /// <summary>The trigrams of UTF-16 units, 16 bits each, in order; none of an empty text.</summary>
    private static ReadOnlySpan<ulong> Sorted(string text, ref ulong[]? buffer)
    {
        if (buffer is null || buffer.Length < text.Length)
            buffer = new ulong[Math.Max(256, text.Length + text.Length / 2)];
        var trigram = (ulong)' ';
        for (var i = 0; i <= text.Length; i++)
        {
            trigram = (trigram << 16 | (i < text.Length ? text[i] : ' ')) & 0xFFFF_FFFF_FFFF;
            if (i > 0)
                buffer[i - 1] = trigram;
        }
        var trigrams = buffer.AsSpan(0, text.Length);
        trigrams.Sort();
        return trigrams;
    }

    private static int Repeats(ReadOnlySpan<ulong> sorted, int start)
    {
        var end = start + 1;
        while (end < sorted.Length && sorted[end] == sorted[start])
            end++;
        return end - start;
    }

    private static long Square(ReadOnlySpan<ulong> sorted)
    {
        long sum = 0;
        for (int i = 0, count; i < sorted.Length; i += count)
        {
            count = Repeats(sorted, i);
            sum += (long)count * count;
        }
        return sum;
    }
}
