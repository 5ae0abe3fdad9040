using System.Runtime.Intrinsics;
using Sluice.Workers.Embedding;

namespace Sluice.Workers.Training.Network;

/// <summary>
/// A model's parameters, and its matrices in panels as the kernel reads them: as they are for the
/// forward pass, transposed for the backward one. Read by all threads between two updates.
/// </summary>
internal sealed class Weights
{
    private static readonly float[] Zeros = new float[1 << 16];
    private readonly Dictionary<int, float[]> _panels = [];
    private readonly Dictionary<int, float[]> _transposed = [];
    private readonly Tensor[] _matrices;

    /// <param name="values">One value a parameter, in the layout's order.</param>
    public Weights(ModelLayout layout, float[] values)
    {
        Layout = layout;
        Values = values;
        _matrices =
        [
            layout.Embedding,
            .. layout.Blocks.SelectMany(b =>
                new[] { b.QueryKeyValue, b.AttentionOutput, b.Expand, b.Contract }
            ),
        ];
        foreach (var matrix in _matrices)
        {
            _panels[matrix.Offset] = new float[matrix.Length];
            _transposed[matrix.Offset] = new float[matrix.Length];
        }
        Repack(1);
    }

    public ModelLayout Layout { get; }

    public float[] Values { get; }

    /// <summary>Brings the panels up to date with the values.</summary>
    public void Repack(int threads) =>
        Parallel.ForEach(
            _matrices,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            matrix =>
            {
                var (rows, columns) = (matrix.Rows, matrix.Columns);
                var values = matrix.In(Values);
                PanelProduct.Pack(values, rows, columns, _panels[matrix.Offset]);
                PanelProduct.PackTransposed(values, columns, rows, _transposed[matrix.Offset]);
            }
        );

    /// <summary>y[m, columns] = x[m, rows] · W.</summary>
    public void Forward(ReadOnlySpan<float> x, int m, Tensor w, Span<float> y) =>
        Multiply(x, m, w.Rows, _panels[w.Offset], y, w.Columns);

    /// <summary>x[m, rows] = y[m, columns] · Wᵀ: the gradient of a product's input from that of its output.</summary>
    public void Backward(ReadOnlySpan<float> y, int m, Tensor w, Span<float> x) =>
        Multiply(y, m, w.Columns, _transposed[w.Offset], x, w.Rows);

    /// <summary>y[m, columns] = x[m, inner] · panels.</summary>
    public static void Multiply(
        ReadOnlySpan<float> x,
        int m,
        int inner,
        ReadOnlySpan<float> panels,
        Span<float> y,
        int columns
    ) =>
        PanelProduct.Multiply(
            x,
            m,
            inner,
            panels,
            Zeros.AsSpan(0, columns),
            y,
            columns,
            Vector512.IsHardwareAccelerated
        );
}
