using Sluice.Slurm.Node;
using Sluice.Slurm.Queue;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Node;

/// <summary>A warning is a reason to ask Slurm for the end, and without an answer the end of beginning.</summary>
public sealed class ElementClockTests
{
    [Fact]
    public async Task The_warning_is_a_signal_that_ends_nothing_by_itself()
    {
        using var late = new ElementClock(TimeSpan.FromHours(1)) { Grace = TimeSpan.Zero };
        using var soon = new ElementClock(TimeSpan.FromSeconds(1)) { Grace = TimeSpan.Zero };
        using var early = new ElementClock(TimeSpan.FromHours(1), ask: () => Ends(In(3601)));
        Assert.False(late.IsDraining);

        RunningHost.Signal(Environment.ProcessId, "USR1");

        await Wait.UntilAsync(() => late.IsDraining && soon.IsDraining, "the warning");
        await Wait.UntilAsync(() => soon.TimeUp.IsCancellationRequested, "the end of the time");
        Assert.True(soon.Drain.IsCancellationRequested);
        Assert.False(late.TimeUp.IsCancellationRequested);
        // Slurm says that there is time yet.
        await Wait.UntilAsync(() => early.IsDraining, "the lead");
        Assert.False(early.TimeUp.IsCancellationRequested);
    }

    [Fact]
    public async Task A_warning_that_came_before_the_worker_is_found_in_its_file()
    {
        using var workspace = new Workspace();
        var file = workspace.Write("warned", "");

        using var clock = new ElementClock(TimeSpan.FromHours(1), warned: file);

        await Wait.UntilAsync(() => clock.IsDraining, "the warning");
    }

    [Fact]
    public async Task Without_any_warning_the_time_limit_ends_a_life()
    {
        using var asked = new ElementClock(
            TimeSpan.FromMinutes(1),
            TimeSpan.FromMinutes(2),
            () => Ends(In(10))
        );
        // Slurm does not answer.
        using var alone = new ElementClock(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        using var later = new ElementClock(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

        await Wait.UntilAsync(() => asked.IsDraining && alone.IsDraining, "the lead");
        await Wait.UntilAsync(() => asked.TimeUp.IsCancellationRequested, "the end");
        Assert.False(alone.TimeUp.IsCancellationRequested);
        Assert.False(later.IsDraining);
    }

    [Fact]
    public async Task A_job_that_is_preempted_is_not_said_to_have_had_its_time()
    {
        using var workspace = new Workspace();
        using var clock = new ElementClock(
            TimeSpan.FromMinutes(1),
            TimeSpan.FromHours(1),
            () => Ends(In(5)),
            workspace.Write("warned", "")
        );

        await Wait.UntilAsync(() => clock.TimeUp.IsCancellationRequested, "the end");
        Assert.False(clock.IsLimit);
    }

    private static DateTimeOffset In(int seconds) =>
        TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(seconds);

    private static Task<JobTimes?> Ends(DateTimeOffset end) =>
        Task.FromResult<JobTimes?>(
            new(TimeProvider.System.GetUtcNow(), end, TimeSpan.FromHours(1))
        );
}
