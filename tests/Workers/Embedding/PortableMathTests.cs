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
    public void The_exponential_neither_overflows_nor_goes_below_zero()
    {
        Assert.Equal(0, PortableMath.Exp(-701));
        Assert.True(double.IsFinite(PortableMath.Exp(1e300)));
        Assert.Equal(1, PortableMath.Tanh(400));
    }
}
