using System.Runtime.Intrinsics;

namespace Sluice.Workers.Embedding;

/// <summary>
/// An affine map y = x·W + b, its weights repacked into panels of 32 columns so that the kernel
/// reads them front to back. Immutable, hence thread-safe.
/// </summary>
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
        var target = _panels.AsSpan();
        for (var column = 0; column < Outputs; column += MatrixKernel.Panel)
        for (var row = 0; row < Inputs; row++)
        {
            weights.Slice(row * Outputs + column, MatrixKernel.Panel).CopyTo(target);
            target = target[MatrixKernel.Panel..];
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>y[m, outputs] = x[m, inputs]·W + b; a row's result does not depend on the other rows.</summary>
    public void Apply(Matrix x, Matrix y) => Apply(x, y, Vector512.IsHardwareAccelerated);

    /// <summary>As above with the vector width chosen by the caller: the bits are the same.</summary>
    internal unsafe void Apply(Matrix x, Matrix y, bool wide)
    {
        fixed (
            float* input = x.Data,
                panels = _panels,
                bias = _bias,
                output = y.Data
        )
        {
            for (var column = 0; column < Outputs; column += MatrixKernel.Panel)
            {
                var panel = panels + column * Inputs;
                var row = 0;
                for (; row + MatrixKernel.Rows <= x.Rows; row += MatrixKernel.Rows)
                {
                    var from = input + row * Inputs;
                    var to = output + row * Outputs + column;
                    if (wide)
                        MatrixKernel.SixRows512(from, Inputs, panel, bias + column, to, Outputs);
                    else
                        MatrixKernel.SixRows256(from, Inputs, panel, bias + column, to, Outputs);
                }
                for (; row < x.Rows; row++)
                    MatrixKernel.OneRow(
                        input + row * Inputs,
                        Inputs,
                        panel,
                        bias + column,
                        output + row * Outputs + column
                    );
            }
        }
    }
}
