namespace Sluice.Workers.Embedding;

/// <summary>
/// Scaled dot-product attention with four heads (Vaswani et al. 2017, eq. 1): within each text,
/// softmax(q·kᵀ / √d)·v, where d is the width of a head.
/// </summary>
internal static class SelfAttention
{
    private const int Heads = 4;

    /// <param name="qkv">[tokens, 3·width]: queries, keys and values side by side.</param>
    /// <param name="lengths">Tokens of each text, in order; they add up to the rows.</param>
    /// <param name="context">[tokens, width], written.</param>
    public static void Apply(DenseMatrix qkv, ReadOnlySpan<int> lengths, DenseMatrix context)
    {
        var width = context.Columns;
        context.Values.Clear();
        var first = 0;
        foreach (var length in lengths)
        {
            for (var head = 0; head < Heads; head++)
                Attend(qkv, first, length, head * (width / Heads), context);
            first += length;
        }
    }

    private static void Attend(
        DenseMatrix qkv,
        int first,
        int length,
        int offset,
        DenseMatrix context
    )
    {
        var width = context.Columns;
        var depth = width / Heads;
        var scale = 1 / MathF.Sqrt(depth);
        Span<float> weights = stackalloc float[length];
        for (var i = first; i < first + length; i++)
        {
            var query = qkv.Row(i).Slice(offset, depth);
            var largest = float.NegativeInfinity;
            for (var j = 0; j < length; j++)
            {
                var key = qkv.Row(first + j).Slice(width + offset, depth);
                weights[j] = scale * Lanes.Dot(query, key);
                largest = MathF.Max(largest, weights[j]);
            }
            var total = 0f;
            foreach (ref var weight in weights)
            {
                weight = (float)PortableMath.Exp(weight - largest);
                total += weight;
            }
            var target = context.Row(i).Slice(offset, depth);
            for (var j = 0; j < length; j++)
            {
                var value = qkv.Row(first + j).Slice(2 * width + offset, depth);
                Lanes.AddScaled(weights[j] / total, value, target);
            }
        }
    }
}
