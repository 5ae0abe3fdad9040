namespace Sluice.Workers.Embedding;

/// <summary>The mean over each text's tokens.</summary>
internal static class MeanPooling
{
    /// <param name="hidden">[tokens, width].</param>
    /// <param name="lengths">Tokens of each text, in order; they add up to the rows.</param>
    /// <returns>One row of [width] a text; zeros where it has no token.</returns>
    public static float[][] Apply(DenseMatrix hidden, ReadOnlySpan<int> lengths)
    {
        var means = new float[lengths.Length][];
        var row = 0;
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = new float[hidden.Columns];
            for (var j = 0; j < lengths[i]; j++)
                Lanes.Add(hidden.Row(row++), means[i]);
            foreach (ref var value in means[i].AsSpan())
                value /= Math.Max(1, lengths[i]);
        }
        return means;
    }
}
