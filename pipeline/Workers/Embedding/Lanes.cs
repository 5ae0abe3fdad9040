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
    private static readonly Vector256<float> Half = Vector256.Create(0.5f);

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

    /// <summary>
    /// values[i] = e^(values[i] − shift), 0 where that is below e⁻⁸⁷, and their sum. Argument
    /// reduction by ln 2 in two parts, then a polynomial of degree 7: within 3·10⁻⁷ of the value.
    /// </summary>
    /// <param name="shift">At least the largest value.</param>
    public static float Exponentials(Span<float> values, float shift)
    {
        var sum = Vector256<float>.Zero;
        foreach (ref var lane in MemoryMarshal.Cast<float, Vector256<float>>(values))
        {
            var x = lane - Vector256.Create(shift);
            var k = Vector256.Floor(
                Vector256.FusedMultiplyAdd(x, Vector256.Create(1.44269504f), Half)
            );
            var r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.693359375f), x);
            r = Vector256.FusedMultiplyAdd(k, Vector256.Create(2.12194440e-4f), r);
            var series = Vector256.Create(1 / 5040f);
            foreach (
                var term in (ReadOnlySpan<float>)[1 / 720f, 1 / 120f, 1 / 24f, 1 / 6f, 0.5f, 1, 1]
            )
                series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(term));
            var exponent = Vector256.ConvertToInt32(
                Vector256.Max(k, Vector256.Create(-126f)) + Vector256.Create(127f)
            );
            var power = (exponent << 23).AsSingle();
            var tiny = Vector256.LessThan(x, Vector256.Create(-87f));
            lane = Vector256.ConditionalSelect(tiny, Vector256<float>.Zero, series * power);
            sum += lane;
        }
        return Fold(sum);
    }

    /// <summary>The largest of the values.</summary>
    public static float Largest(ReadOnlySpan<float> a)
    {
        var largest = Vector256.Create(float.NegativeInfinity);
        foreach (var lane in Cast(a))
            largest = Vector256.Max(largest, lane);
        var result = largest[0];
        for (var i = 1; i < Width; i++)
            result = MathF.Max(result, largest[i]);
        return result;
    }

    /// <summary>target[i] *= factor.</summary>
    public static void Scale(float factor, Span<float> target)
    {
        foreach (ref var lane in MemoryMarshal.Cast<float, Vector256<float>>(target))
            lane *= factor;
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
