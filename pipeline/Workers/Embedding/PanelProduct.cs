namespace Sluice.Workers.Embedding;

/// <summary>
/// Dense products over weights in panels of 32 columns, each panel front to back as the kernel reads
/// it. A row's result does not depend on the other rows, and the bits are those of every CPU.
/// </summary>
internal static class PanelProduct
{
    /// <summary>Row-major [rows, columns] into panels; columns are a multiple of 32.</summary>
    public static void Pack(ReadOnlySpan<float> weights, int rows, int columns, Span<float> panels)
    {
        for (var column = 0; column < columns; column += MatrixKernel.Panel)
        for (var row = 0; row < rows; row++)
        {
            weights.Slice(row * columns + column, MatrixKernel.Panel).CopyTo(panels);
            panels = panels[MatrixKernel.Panel..];
        }
    }

    /// <summary>The transpose of row-major [columns, rows] into panels: [rows, columns].</summary>
    public static void PackTransposed(
        ReadOnlySpan<float> weights,
        int rows,
        int columns,
        Span<float> panels
    )
    {
        for (var column = 0; column < columns; column += MatrixKernel.Panel)
        for (var i = 0; i < MatrixKernel.Panel; i++)
        {
            var source = weights.Slice((column + i) * rows, rows);
            for (var row = 0; row < rows; row++)
                panels[column * rows + row * MatrixKernel.Panel + i] = source[row];
        }
    }

    /// <summary>Row-major [rows, columns] into its transpose, row-major [columns, rows].</summary>
    public static void Transpose(
        ReadOnlySpan<float> source,
        int rows,
        int columns,
        Span<float> target
    )
    {
        // In tiles: either side then touches few cache lines at once.
        const int Tile = 16;
        for (var top = 0; top < rows; top += Tile)
        for (var left = 0; left < columns; left += Tile)
        for (var row = top; row < Math.Min(rows, top + Tile); row++)
        for (var column = left; column < Math.Min(columns, left + Tile); column++)
            target[column * rows + row] = source[row * columns + column];
    }

    /// <summary>y[rows, columns] = x[rows, inner] · panels + bias.</summary>
    /// <param name="bias">[columns].</param>
    /// <param name="wide">Whether to use 512-bit vectors: the bits are the same.</param>
    public static unsafe void Multiply(
        ReadOnlySpan<float> x,
        int rows,
        int inner,
        ReadOnlySpan<float> panels,
        ReadOnlySpan<float> bias,
        Span<float> y,
        int columns,
        bool wide
    )
    {
        fixed (
            float* input = x,
                weights = panels,
                start = bias,
                output = y
        )
        {
            for (var column = 0; column < columns; column += MatrixKernel.Panel)
            {
                var panel = weights + column * inner;
                var row = 0;
                for (; row + MatrixKernel.Rows <= rows; row += MatrixKernel.Rows)
                {
                    var from = input + row * inner;
                    var to = output + row * columns + column;
                    if (wide)
                        MatrixKernel.SixRows512(from, inner, panel, start + column, to, columns);
                    else
                        MatrixKernel.SixRows256(from, inner, panel, start + column, to, columns);
                }
                for (; row < rows; row++)
                    MatrixKernel.OneRow(
                        input + row * inner,
                        inner,
                        panel,
                        start + column,
                        output + row * columns + column
                    );
            }
        }
    }
}
