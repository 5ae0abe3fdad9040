using System.Runtime.Intrinsics;
using Sluice.Workers.Embedding;

namespace Sluice.Workers.Scoring;

/// <summary>The scalar products of many vectors with a fixed set of them. Holds its result.</summary>
internal sealed class VectorProducts
{
    private readonly float[] _panels;
    private readonly float[] _bias;
    private readonly int _width;
    private float[] _result = [];

    /// <param name="vectors">[count, width], row-major.</param>
    public VectorProducts(ReadOnlySpan<float> vectors, int count, int width)
    {
        _width = width;
        Stride = VectorTable.Padded(count);
        _bias = new float[Stride];
        _panels = new float[Stride * width];
        var padded = new float[Stride * width];
        vectors[..(count * width)].CopyTo(padded);
        PanelProduct.PackTransposed(padded, width, Stride, _panels);
    }

    /// <summary>Products of a row: those beyond the vectors' number are 0.</summary>
    public int Stride { get; }

    /// <summary>[rows, <see cref="Stride"/>], valid until the next call.</summary>
    /// <param name="x">[rows, width].</param>
    public Span<float> Of(ReadOnlySpan<float> x, int rows)
    {
        if (_result.Length < rows * Stride)
            _result = new float[rows * Stride];
        PanelProduct.Multiply(
            x,
            rows,
            _width,
            _panels,
            _bias,
            _result,
            Stride,
            Vector512.IsHardwareAccelerated
        );
        return _result.AsSpan(0, rows * Stride);
    }
}
