using FsCheck.Fluent;
using Sluice.Engine.Jobs;

namespace Sluice.Tests.Engine.Jobs;

/// <summary>A time limit means what sbatch takes it for, and comes out in a form that sbatch takes.</summary>
public sealed class SlurmTimeTests
{
    [Theory]
    // The forms of sbatch(1).
    [InlineData("90", "01:30:00")]
    [InlineData("10:30", "00:10:30")]
    [InlineData("1:30:00", "01:30:00")]
    [InlineData("100:00:01", "4-04:00:01")]
    [InlineData("1-12", "1-12:00:00")]
    [InlineData("1-12:30", "1-12:30:00")]
    [InlineData("2-03:04:05", "2-03:04:05")]
    [InlineData("0-1", "01:00:00")]
    [InlineData("UNLIMITED", "UNLIMITED")]
    [InlineData("unlimited", "UNLIMITED")]
    [InlineData("INFINITE", "UNLIMITED")]
    // And the configuration's own.
    [InlineData("45s", "00:00:45")]
    [InlineData("90m", "01:30:00")]
    [InlineData("12h", "12:00:00")]
    [InlineData("2 d", "2-00:00:00")]
    public void Every_form_is_understood(string text, string asSbatchTakesIt) =>
        Assert.Equal(asSbatchTakesIt, SlurmTime.Format(SlurmTime.Parse(text)!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0m")]
    [InlineData("-5")]
    [InlineData("1:2:3:4")]
    [InlineData("1-")]
    [InlineData("1-2:3:4:5")]
    [InlineData("1.5h")]
    [InlineData("12 hours")]
    [InlineData(" 5m")]
    [InlineData("5m\n")]
    [InlineData("5\n")]
    [InlineData("99999999d")]
    [InlineData("٣٠m")]
    [InlineData("٣٠")]
    public void What_is_no_limit_is_none(string text) => Assert.Null(SlurmTime.Parse(text));

    [Fact]
    public void What_is_written_is_read_as_the_same() =>
        Properties.Properties.Hold(
            Gen.Choose(1, int.MaxValue),
            _ => [],
            seconds =>
            {
                var span = TimeSpan.FromSeconds(seconds);
                Assert.Equal(span, SlurmTime.Parse(SlurmTime.Format(span)));
            }
        );

    [Theory]
    [InlineData("10m", 1, "00:10:00")]
    [InlineData("10m", 1.5, "00:15:00")]
    [InlineData("1-00:00:00", 2, "2-00:00:00")]
    [InlineData("1s", 1.1, "00:00:02")]
    // 11.000000000000002 in binary.
    [InlineData("10s", 1.1, "00:00:11")]
    [InlineData("UNLIMITED", 2, "UNLIMITED")]
    public void A_raised_limit_is_rounded_up_to_a_second(
        string text,
        double factor,
        string expected
    ) => Assert.Equal(expected, SlurmTime.Times(text, factor));

    [Theory]
    [InlineData("1000d", 100)]
    [InlineData("1d", 1e18)]
    public void A_limit_raised_beyond_all_measure_is_still_one(string text, double factor) =>
        Assert.InRange(
            SlurmTime.Parse(SlurmTime.Times(text, factor))!.Value,
            TimeSpan.FromDays(36_000),
            TimeSpan.FromDays(36_500)
        );
}
