using Sluice.Engine.Slurm;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Slurm;

/// <summary>Slurm's warning first ends what is begun, then what runs, so that there is time to record it.</summary>
public sealed class ElementClockTests
{
    [Theory]
    [InlineData(120, 10, 102)]
    [InlineData(60, 2, 50)]
    [InlineData(18, 10, 0)]
    [InlineData(19, 10, 1)]
    [InlineData(5, 10, 0)]
    [InlineData(0, 0, 0)]
    public void What_runs_may_go_on_until_just_enough_is_left_to_end_in(
        int lead,
        int grace,
        int rest
    ) =>
        Assert.Equal(
            TimeSpan.FromSeconds(rest),
            ElementClock.Rest(TimeSpan.FromSeconds(lead), TimeSpan.FromSeconds(grace))
        );

    [Fact]
    public async Task The_warning_is_a_signal_that_ends_nothing_by_itself()
    {
        using var late = new ElementClock(TimeSpan.FromHours(1)) { Grace = TimeSpan.Zero };
        using var soon = new ElementClock(TimeSpan.FromSeconds(1)) { Grace = TimeSpan.Zero };
        Assert.False(late.IsWarned);
        Assert.False(late.Drain.IsCancellationRequested);

        RunningHost.Signal(Environment.ProcessId, "USR1");

        await Wait.UntilAsync(() => late.IsWarned && soon.IsWarned, "the warning");
        await Wait.UntilAsync(() => soon.TimeUp.IsCancellationRequested, "the end of the time");
        Assert.True(soon.Drain.IsCancellationRequested);
        Assert.False(late.TimeUp.IsCancellationRequested);
    }
}
