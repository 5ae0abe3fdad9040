using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Workers.Embedding;

/// <summary>
/// Vector arithmetic in a fixed order: eight lanes, lane i taking the elements i, i + 8, i + 16 …,
/// then folded 8 → 4 → 2 → 1. A multiply-add rounds once on every CPU (emulated where there is no
/// such instruction), so all machines get the same bits. Lengths are multiples of 8.
/// </summary>
internal static class Lanes
{
    private const int Width = 8;

    /// <summary>Σ a[i]·b[i].</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var left = Cast(a);
        var right = Cast(b);
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < left.Length; i++)
            sum = Vector256.FusedMultiplyAdd(left[i], right[i], sum);
        return Fold(sum);
    }

    /// <summary>Σ a[i].</summary>
    public static float Sum(ReadOnlySpan<float> a)
    {
        var sum = Vector256<float>.Zero;
        foreach (var lane in Cast(a))
            sum += lane;
        return Fold(sum);
    }

    /// <summary>Σ (a[i] − mean)².</summary>
    public static float SquaredDeviation(ReadOnlySpan<float> a, float mean)
    {
        var centre = Vector256.Create(mean);
        var sum = Vector256<float>.Zero;
        foreach (var lane in Cast(a))
        {
            var deviation = lane - centre;
            sum = Vector256.FusedMultiplyAdd(deviation, deviation, sum);
        }
        return Fold(sum);
    }

    /// <summary>target[i] += factor · a[i].</summary>
    public static void AddScaled(float factor, ReadOnlySpan<float> a, Span<float> target)
    {
        var scale = Vector256.Create(factor);
        var source = Cast(a);
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(target);
        for (var i = 0; i < source.Length; i++)
            sums[i] = Vector256.FusedMultiplyAdd(scale, source[i], sums[i]);
    }

    /// <summary>target[i] += a[i].</summary>
    public static void Add(ReadOnlySpan<float> a, Span<float> target)
    {
        var source = Cast(a);
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(target);
        for (var i = 0; i < source.Length; i++)
            sums[i] += source[i];
    }

    /// <summary>target[i] = max(target[i], 0).</summary>
    public static void Rectify(Span<float> target)
    {
        foreach (ref var lane in MemoryMarshal.Cast<float, Vector256<float>>(target))
            lane = Vector256.Max(lane, Vector256<float>.Zero);
    }

    private static ReadOnlySpan<Vector256<float>> Cast(ReadOnlySpan<float> a)
    {
        System.Diagnostics.Debug.Assert(a.Length % Width == 0);
        return MemoryMarshal.Cast<float, Vector256<float>>(a);
    }

    private static float Fold(Vector256<float> sum)
    {
        var four = sum.GetLower() + sum.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }
}
