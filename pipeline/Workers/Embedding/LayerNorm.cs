namespace Sluice.Workers.Embedding;

/// <summary>
/// Layer normalisation (Ba, Kiros and Hinton 2016): each row to zero mean and unit variance, then
/// scaled and shifted; ε = 10⁻⁶. Immutable, hence thread-safe.
/// </summary>
internal sealed class LayerNorm(float[] scale, float[] shift)
{
    private const float Epsilon = 1e-6f;

    /// <summary>y[m, d] = normalised x[m, d].</summary>
    public void Apply(DenseMatrix x, DenseMatrix y)
    {
        for (var i = 0; i < x.Rows; i++)
        {
            ReadOnlySpan<float> from = x.Row(i);
            var to = y.Row(i);
            var mean = Lanes.Sum(from) / from.Length;
            var variance = Lanes.SquaredDeviation(from, mean) / from.Length;
            var factor = 1 / MathF.Sqrt(variance + Epsilon);
            for (var j = 0; j < to.Length; j++)
                to[j] = (from[j] - mean) * factor * scale[j] + shift[j];
        }
    }
}
