using System.Buffers;

namespace Sluice.Workers.Embedding;

/// <summary>
/// A row-major float matrix on a pooled array: the scratch of one forward pass. Its content is
/// undefined until written; dispose it once and do not use it afterwards.
/// </summary>
internal readonly struct DenseMatrix(int rows, int columns) : IDisposable
{
    /// <summary>At least Rows × Columns values; what lies behind them is undefined.</summary>
    public float[] Data { get; } = ArrayPool<float>.Shared.Rent(Math.Max(1, rows * columns));

    public int Rows => rows;

    public int Columns => columns;

    public Span<float> Row(int index) => Data.AsSpan(index * columns, columns);

    /// <summary>All values, row after row.</summary>
    public Span<float> Values => Data.AsSpan(0, rows * columns);

    public void Dispose() => ArrayPool<float>.Shared.Return(Data);
}
