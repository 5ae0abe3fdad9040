using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sluice.Workers.Embedding;

namespace Sluice.Workers.Training.Network;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) with β₁ = 0.9, β₂ = 0.99 and ε = 10⁻⁸, after the gradient
/// is scaled down to a length of at most 1.
/// </summary>
internal sealed class AdamOptimizer(int parameters)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.99f;
    private const float Epsilon = 1e-8f;
    private readonly float[] _mean = new float[parameters];
    private readonly float[] _square = new float[parameters];
    private double _power1 = 1;
    private double _power2 = 1;

    /// <summary>Moves the values against the gradient.</summary>
    public void Step(float[] values, float[] gradient, float rate)
    {
        _power1 *= Beta1;
        _power2 *= Beta2;
        var length = MathF.Sqrt(Lanes.Dot(gradient, gradient));
        var clip = Vector256.Create(1 / MathF.Max(1, length));
        var step = Vector256.Create((float)(rate / (1 - _power1)));
        var correction = Vector256.Create((float)(1 / (1 - _power2)));
        var (beta1, rest1) = (Vector256.Create(Beta1), Vector256.Create(1 - Beta1));
        var (beta2, rest2) = (Vector256.Create(Beta2), Vector256.Create(1 - Beta2));
        var epsilon = Vector256.Create(Epsilon);
        var w = Cast(values);
        var g = Cast(gradient);
        var mean = Cast(_mean);
        var square = Cast(_square);
        for (var i = 0; i < w.Length; i++)
        {
            var slope = g[i] * clip;
            mean[i] = mean[i] * beta1 + slope * rest1;
            square[i] = square[i] * beta2 + slope * slope * rest2;
            w[i] -= step * mean[i] / (Vector256.Sqrt(square[i] * correction) + epsilon);
        }
    }

    private static Span<Vector256<float>> Cast(float[] values) =>
        MemoryMarshal.Cast<float, Vector256<float>>(values.AsSpan());
}
