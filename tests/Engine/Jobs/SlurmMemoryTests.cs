using Sluice.Engine.Jobs;

namespace Sluice.Tests.Engine.Jobs;

/// <summary>Amounts of memory as sbatch takes them.</summary>
public sealed class SlurmMemoryTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("500", 500 << 10)]
    [InlineData("2048K", 2048)]
    [InlineData("500M", 500 << 10)]
    [InlineData("8G", 8 << 20)]
    [InlineData("8g", 8 << 20)]
    [InlineData("8GB", 8 << 20)]
    [InlineData("1T", 1 << 30)]
    public void Every_unit_is_understood(string text, long kibibytes) =>
        Assert.Equal(kibibytes, SlurmMemory.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("-1")]
    [InlineData("1.5G")]
    [InlineData("8 G")]
    [InlineData("8X")]
    [InlineData("8G\n")]
    [InlineData("9999999999")]
    [InlineData("٨G")]
    // "Invalid --mem specification" of sbatch 22.05.
    [InlineData("8B")]
    public void What_is_no_amount_is_none(string text) => Assert.Null(SlurmMemory.Parse(text));

    [Theory]
    [InlineData("8G", 1, "8G")]
    [InlineData("8G", 2, "16G")]
    [InlineData("1G", 1.5, "1536M")]
    [InlineData("512", 2, "1G")]
    [InlineData("1K", 1, "1M")]
    [InlineData("1025K", 1, "2M")]
    // 1100.0000000000002 in binary.
    [InlineData("1000M", 1.1, "1100M")]
    [InlineData("1T", 1.5, "1536G")]
    [InlineData("0", 2, "0M")]
    public void A_raised_amount_is_rounded_up_to_a_mebibyte(
        string text,
        double factor,
        string expected
    ) => Assert.Equal(expected, SlurmMemory.Times(text, factor));
}
