using Sluice.Slurm.Node;

namespace Sluice.Tests.Slurm.Node;

/// <summary>The end as Slurm has it decides when an element begins nothing more, not the moment of its warning.</summary>
public sealed class ElementDeadlinesTests
{
    [Theory]
    // Begins nothing from the lead on, and stops what runs when the grace and a margin are left.
    [InlineData(300, 120, 10, 180, 282)]
    [InlineData(60, 20, 10, 40, 42)]
    [InlineData(60, 40, 2, 20, 50)]
    // A lead that is shorter than the grace is as long as that.
    [InlineData(60, 5, 10, 42, 42)]
    [InlineData(10, 20, 10, 0, 0)]
    [InlineData(-5, 20, 10, 0, 0)]
    public void By_the_end(int left, int lead, int grace, int drain, int stop) =>
        Assert.Equal(Of(drain, stop), ElementDeadlines.Before(S(left), S(lead), S(grace)));

    [Theory]
    // Punctual; a minute early, and later than Slurm looks; at the very begin of a short job.
    [InlineData(20, 20, 10, 0, 2)]
    [InlineData(80, 20, 10, 60, 62)]
    [InlineData(59, 20, 10, 39, 41)]
    [InlineData(200, 120, 10, 80, 182)]
    // By hand, long before the end: nothing more is begun, and what runs may end.
    [InlineData(1800, 20, 10, 0, 1782)]
    // Slurm does not say: taken for punctual.
    [InlineData(null, 20, 10, 0, 2)]
    [InlineData(null, 60, 2, 0, 50)]
    [InlineData(null, 18, 10, 0, 0)]
    [InlineData(null, 0, 0, 0, 0)]
    public void By_a_warning(int? left, int lead, int grace, int drain, int stop) =>
        Assert.Equal(
            Of(drain, stop),
            ElementDeadlines.AfterWarning(left is { } known ? S(known) : null, S(lead), S(grace))
        );

    [Theory]
    [InlineData(14_400, 120, 14_190)]
    [InlineData(60, 20, 0)]
    public void It_is_asked_for_before_the_warning_could_come_late(
        int limit,
        int lead,
        int seconds
    ) => Assert.Equal(S(seconds), ElementDeadlines.FirstLook(S(limit), S(lead)));

    private static ElementDeadlines Of(int drain, int stop) => new(S(drain), S(stop));

    private static TimeSpan S(int seconds) => TimeSpan.FromSeconds(seconds);
}
