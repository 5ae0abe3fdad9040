using System.Runtime.Intrinsics;

namespace Sluice.Workers.Embedding;

/// <summary>An affine map y = x·W + b. Immutable, hence thread-safe.</summary>
internal sealed class DenseLayer
{
    private readonly float[] _panels;
    private readonly float[] _bias;

    /// <param name="weights">Row-major [inputs, outputs].</param>
    /// <param name="bias">[outputs], a multiple of 32.</param>
    public DenseLayer(ReadOnlySpan<float> weights, float[] bias)
    {
        Outputs = bias.Length;
        Inputs = weights.Length / Outputs;
        _bias = bias;
        _panels = new float[weights.Length];
        PanelProduct.Pack(weights, Inputs, Outputs, _panels);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>y[m, outputs] = x[m, inputs]·W + b; a row's result does not depend on the other rows.</summary>
    public void Apply(DenseMatrix x, DenseMatrix y) => Apply(x, y, Vector512.IsHardwareAccelerated);

    /// <summary>As above with the vector width chosen by the caller: the bits are the same.</summary>
    internal void Apply(DenseMatrix x, DenseMatrix y, bool wide) =>
        PanelProduct.Multiply(x.Values, x.Rows, Inputs, _panels, _bias, y.Values, Outputs, wide);
}
