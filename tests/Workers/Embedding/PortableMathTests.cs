using Sluice.Workers.Embedding;

namespace Sluice.Tests.Workers.Embedding;

public sealed class PortableMathTests
{
    [Fact]
    public void Functions_agree_with_the_platforms_to_a_floats_last_bit()
    {
        for (var x = -130.0; x < 130; x += 0.0137)
        {
            Assert.Equal(Math.Sin(x), PortableMath.Sin(x), 6e-8);
            Assert.Equal(Math.Cos(x), PortableMath.Cos(x), 6e-8);
            Assert.Equal(Math.Tanh((float)x), PortableMath.Tanh((float)x), 6e-8);
            Assert.Equal(1, PortableMath.Exp(x) / Math.Exp(x), 1e-12);
        }
    }

    [Fact]
    public void The_logarithm_agrees_with_the_platforms()
    {
        for (var x = 1e-9; x < 1e9; x *= 1.0137)
            Assert.Equal(Math.Log(x), PortableMath.Log(x), 1e-14 * (1 + Math.Abs(Math.Log(x))));
        Assert.Equal(0, PortableMath.Log(1));
    }

    [Fact]
    public void Exponentials_by_lanes_agree_to_a_float_and_vanish_far_below()
    {
        var values = Enumerable.Range(0, 8000).Select(i => -0.0125f * i).ToArray();
        var powers = values.ToArray();
        var sum = Lanes.Exponentials(powers, 0);
        for (var i = 0; i < values.Length; i++)
            if (values[i] < -87)
                Assert.Equal(0, powers[i]);
            else
                Assert.Equal(1, powers[i] / Math.Exp(values[i]), 4e-7);
        Assert.Equal(values.Where(x => x >= -87).Sum(x => Math.Exp(x)), sum, 1e-3);
        float[] none = [0, .. Enumerable.Repeat(float.NegativeInfinity, 7)];
        Assert.Equal(1, Lanes.Exponentials(none, 0));
    }

    [Fact]
    public void The_exponential_neither_overflows_nor_goes_below_zero()
    {
        Assert.Equal(0, PortableMath.Exp(-701));
        Assert.True(double.IsFinite(PortableMath.Exp(1e300)));
        Assert.Equal(1, PortableMath.Tanh(400));
    }
}
