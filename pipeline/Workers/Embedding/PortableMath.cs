namespace Sluice.Workers.Embedding;

/// <summary>
/// Exponential, logarithm and trigonometric functions built from IEEE additions and multiplications alone.
/// The runtime's own call the platform's C library, whose last bits differ between machines;
/// these give the same float everywhere, within one unit in the last place of a float.
/// </summary>
internal static class PortableMath
{
    // ln 2 and π/2 in two parts each (Cody and Waite 1980): a small integer times the first part
    // is exact, so the reduced argument keeps full precision.
    private const double LnTwoHigh = 6.93147180369123816490e-01;
    private const double LnTwoLow = 1.90821492927058770002e-10;
    private const double HalfPiHigh = 1.57079632673412561417e+00;
    private const double HalfPiLow = 6.07710050650619224932e-11;

    /// <summary>eˣ, from x = k·ln 2 + r with |r| ≤ ln 2 / 2; 0 below −700, at most e⁷⁰⁰.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
            return 0;
        var k = Math.Floor(Math.Min(x, 700) * 1.4426950408889634 + 0.5);
        var r = Math.Min(x, 700) - k * LnTwoHigh - k * LnTwoLow;
        var sum = 1.0;
        for (var n = 11; n >= 1; n--)
            sum = 1 + r / n * sum;
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>
    /// ln x of a positive normal number, from x = 2ᵏ·m with m in [√½, √2) and
    /// ln m = 2·artanh((m − 1) / (m + 1)).
    /// </summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var k = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m >= 1.4142135623730951)
            (m, k) = (m / 2, k + 1);
        var t = (m - 1) / (m + 1);
        var square = t * t;
        var sum = 0.0;
        for (var n = 23; n >= 1; n -= 2)
            sum = sum * square + 1.0 / n;
        return k * LnTwoHigh + (k * LnTwoLow + 2 * t * sum);
    }

    /// <summary>(e²ˣ − 1) / (e²ˣ + 1).</summary>
    public static float Tanh(float x)
    {
        var e = Exp(2.0 * x);
        return (float)((e - 1) / (e + 1));
    }

    /// <summary>Sine of an angle in radians, |x| below 10⁶.</summary>
    public static float Sin(double x) => Quarter(x, 0);

    /// <summary>Cosine of an angle in radians, |x| below 10⁶.</summary>
    public static float Cos(double x) => Quarter(x, 1);

    private static float Quarter(double x, int shift)
    {
        var k = Math.Floor(x * (2 / Math.PI) + 0.5);
        var r = x - k * HalfPiHigh - k * HalfPiLow;
        return (((long)k + shift) & 3) switch
        {
            0 => (float)Series(r, odd: true),
            1 => (float)Series(r, odd: false),
            2 => -(float)Series(r, odd: true),
            _ => -(float)Series(r, odd: false),
        };
    }

    /// <summary>The Taylor series of sine (odd) or cosine (even) on |r| ≤ π/4.</summary>
    private static double Series(double r, bool odd)
    {
        var square = r * r;
        var sum = 1.0;
        for (var n = odd ? 17 : 16; n > 1; n -= 2)
            sum = 1 - square / (n * (n - 1)) * sum;
        return odd ? r * sum : sum;
    }
}
