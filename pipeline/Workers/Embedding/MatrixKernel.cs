using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sluice.Workers.Embedding;

/// <summary>
/// The inner loops of a dense product. Every output is one chain of multiply-adds, bias first and
/// then t = 0, 1, 2 …, each rounded once: neither the vector width nor the number of rows worked
/// on together changes a bit, so the fastest tile of the CPU at hand may be taken.
/// A tile covers 32 columns (one panel: inner × 32 weights, row-major).
/// </summary>
internal static unsafe class MatrixKernel
{
    /// <summary>Columns of a panel.</summary>
    public const int Panel = 32;

    /// <summary>Rows of the large tiles: 12 accumulators fill the registers without spilling.</summary>
    public const int Rows = 6;

    /// <summary>y[6, 32] = bias + x[6, inner] · panel, in 512-bit vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixRows512(
        float* x,
        int inner,
        float* panel,
        float* bias,
        float* y,
        int stride
    )
    {
        var left = Vector512.Load(bias);
        var right = Vector512.Load(bias + 16);
        Vector512<float> a0 = left,
            a1 = left,
            a2 = left,
            a3 = left,
            a4 = left,
            a5 = left;
        Vector512<float> b0 = right,
            b1 = right,
            b2 = right,
            b3 = right,
            b4 = right,
            b5 = right;
        for (var t = 0; t < inner; t++, x++, panel += Panel)
        {
            left = Vector512.Load(panel);
            right = Vector512.Load(panel + 16);
            var v = Vector512.Create(x[0]);
            a0 = Vector512.FusedMultiplyAdd(v, left, a0);
            b0 = Vector512.FusedMultiplyAdd(v, right, b0);
            v = Vector512.Create(x[inner]);
            a1 = Vector512.FusedMultiplyAdd(v, left, a1);
            b1 = Vector512.FusedMultiplyAdd(v, right, b1);
            v = Vector512.Create(x[2 * inner]);
            a2 = Vector512.FusedMultiplyAdd(v, left, a2);
            b2 = Vector512.FusedMultiplyAdd(v, right, b2);
            v = Vector512.Create(x[3 * inner]);
            a3 = Vector512.FusedMultiplyAdd(v, left, a3);
            b3 = Vector512.FusedMultiplyAdd(v, right, b3);
            v = Vector512.Create(x[4 * inner]);
            a4 = Vector512.FusedMultiplyAdd(v, left, a4);
            b4 = Vector512.FusedMultiplyAdd(v, right, b4);
            v = Vector512.Create(x[5 * inner]);
            a5 = Vector512.FusedMultiplyAdd(v, left, a5);
            b5 = Vector512.FusedMultiplyAdd(v, right, b5);
        }
        Store512(y, a0, b0);
        Store512(y + stride, a1, b1);
        Store512(y + 2 * stride, a2, b2);
        Store512(y + 3 * stride, a3, b3);
        Store512(y + 4 * stride, a4, b4);
        Store512(y + 5 * stride, a5, b5);
    }

    /// <summary>y[6, 32] = bias + x[6, inner] · panel, as two halves in 256-bit vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixRows256(
        float* x,
        int inner,
        float* panel,
        float* bias,
        float* y,
        int stride
    )
    {
        for (var half = 0; half < Panel; half += 16)
        {
            var left = Vector256.Load(bias + half);
            var right = Vector256.Load(bias + half + 8);
            Vector256<float> a0 = left,
                a1 = left,
                a2 = left,
                a3 = left,
                a4 = left,
                a5 = left;
            Vector256<float> b0 = right,
                b1 = right,
                b2 = right,
                b3 = right,
                b4 = right,
                b5 = right;
            var weights = panel + half;
            var values = x;
            for (var t = 0; t < inner; t++, values++, weights += Panel)
            {
                left = Vector256.Load(weights);
                right = Vector256.Load(weights + 8);
                var v = Vector256.Create(values[0]);
                a0 = Vector256.FusedMultiplyAdd(v, left, a0);
                b0 = Vector256.FusedMultiplyAdd(v, right, b0);
                v = Vector256.Create(values[inner]);
                a1 = Vector256.FusedMultiplyAdd(v, left, a1);
                b1 = Vector256.FusedMultiplyAdd(v, right, b1);
                v = Vector256.Create(values[2 * inner]);
                a2 = Vector256.FusedMultiplyAdd(v, left, a2);
                b2 = Vector256.FusedMultiplyAdd(v, right, b2);
                v = Vector256.Create(values[3 * inner]);
                a3 = Vector256.FusedMultiplyAdd(v, left, a3);
                b3 = Vector256.FusedMultiplyAdd(v, right, b3);
                v = Vector256.Create(values[4 * inner]);
                a4 = Vector256.FusedMultiplyAdd(v, left, a4);
                b4 = Vector256.FusedMultiplyAdd(v, right, b4);
                v = Vector256.Create(values[5 * inner]);
                a5 = Vector256.FusedMultiplyAdd(v, left, a5);
                b5 = Vector256.FusedMultiplyAdd(v, right, b5);
            }
            Store256(y + half, a0, b0);
            Store256(y + half + stride, a1, b1);
            Store256(y + half + 2 * stride, a2, b2);
            Store256(y + half + 3 * stride, a3, b3);
            Store256(y + half + 4 * stride, a4, b4);
            Store256(y + half + 5 * stride, a5, b5);
        }
    }

    /// <summary>y[1, 32] = bias + x[1, inner] · panel: the rows left over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OneRow(float* x, int inner, float* panel, float* bias, float* y)
    {
        var a = Vector256.Load(bias);
        var b = Vector256.Load(bias + 8);
        var c = Vector256.Load(bias + 16);
        var d = Vector256.Load(bias + 24);
        for (var t = 0; t < inner; t++, panel += Panel)
        {
            var v = Vector256.Create(x[t]);
            a = Vector256.FusedMultiplyAdd(v, Vector256.Load(panel), a);
            b = Vector256.FusedMultiplyAdd(v, Vector256.Load(panel + 8), b);
            c = Vector256.FusedMultiplyAdd(v, Vector256.Load(panel + 16), c);
            d = Vector256.FusedMultiplyAdd(v, Vector256.Load(panel + 24), d);
        }
        Store256(y, a, b);
        Store256(y + 16, c, d);
    }

    private static void Store512(float* y, Vector512<float> a, Vector512<float> b)
    {
        a.Store(y);
        b.Store(y + 16);
    }

    private static void Store256(float* y, Vector256<float> a, Vector256<float> b)
    {
        a.Store(y);
        b.Store(y + 8);
    }
}
