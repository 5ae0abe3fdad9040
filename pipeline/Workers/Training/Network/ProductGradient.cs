using Sluice.Workers.Embedding;

namespace Sluice.Workers.Training.Network;

/// <summary>The gradient of the weights of y = x · W: xᵀ · ∂y. Holds scratch, so one a thread.</summary>
internal sealed class ProductGradient
{
    private float[] _transposed = [];
    private float[] _panels = [];
    private float[] _result = [];

    /// <param name="x">[m, rows].</param>
    /// <param name="slope">[m, columns]: the gradient of y.</param>
    /// <param name="weights">W, whose gradient is written.</param>
    public void Of(
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> slope,
        int m,
        Tensor weights,
        float[] gradient
    ) => Of(x, slope, m, weights.Rows, weights.Columns, weights.In(gradient));

    /// <summary>The same for y = x · Wᵀ: W is [columns, rows].</summary>
    public void Transposed(
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> slope,
        int m,
        int rows,
        Span<float> gradient
    )
    {
        var columns = gradient.Length / rows;
        var result = Sized(ref _result, gradient.Length);
        Of(x, slope, m, rows, columns, result);
        PanelProduct.Transpose(result, rows, columns, gradient);
    }

    private void Of(
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> slope,
        int m,
        int rows,
        int columns,
        Span<float> gradient
    )
    {
        var transposed = Sized(ref _transposed, m * rows);
        PanelProduct.Transpose(x[..(m * rows)], m, rows, transposed);
        var panels = Sized(ref _panels, m * columns);
        PanelProduct.Pack(slope[..(m * columns)], m, columns, panels);
        Weights.Multiply(transposed, rows, m, panels, gradient, columns);
    }

    private static Span<float> Sized(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new float[length];
        return buffer.AsSpan(0, length);
    }
}
