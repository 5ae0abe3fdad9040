using Sluice.Workers.Embedding;

namespace Sluice.Workers.Training.Network;

/// <summary>
/// Root mean square normalisation (Zhang and Sennrich 2019, eq. 4): y = s · x / √(mean x² + 10⁻⁶),
/// row by row, with its gradient.
/// </summary>
internal static class RootNorm
{
    private const float Epsilon = 1e-6f;

    /// <param name="x">[m, width].</param>
    /// <param name="scale">[width].</param>
    /// <param name="y">[m, width], written.</param>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> scale, Span<float> y)
    {
        var width = scale.Length;
        for (var at = 0; at < x.Length; at += width)
        {
            var row = x.Slice(at, width);
            var factor = Factor(row);
            for (var j = 0; j < width; j++)
                y[at + j] = row[j] * factor * scale[j];
        }
    }

    /// <param name="x">As in the forward pass.</param>
    /// <param name="gradient">[m, width]: of y.</param>
    /// <param name="sum">[m, width]: the gradient of x is added to it.</param>
    /// <param name="scaleSum">[width]: the gradient of the scale is added to it.</param>
    public static void Backward(
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> scale,
        ReadOnlySpan<float> gradient,
        Span<float> sum,
        Span<float> scaleSum
    )
    {
        var width = scale.Length;
        for (var at = 0; at < x.Length; at += width)
        {
            var row = x.Slice(at, width);
            var factor = Factor(row);
            var along = 0f;
            for (var j = 0; j < width; j++)
            {
                var normal = row[j] * factor;
                scaleSum[j] += gradient[at + j] * normal;
                along += gradient[at + j] * scale[j] * normal;
            }
            along /= width;
            for (var j = 0; j < width; j++)
                sum[at + j] += factor * (gradient[at + j] * scale[j] - along * row[j] * factor);
        }
    }

    private static float Factor(ReadOnlySpan<float> row) =>
        1 / MathF.Sqrt(Lanes.Dot(row, row) / row.Length + Epsilon);
}
