using Sluice.Slurm.Display;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Tests.Slurm.Display;

/// <summary>A state as people read it.</summary>
public sealed class ElementTextTests
{
    [Theory]
    [InlineData("RUNNING", "", "", "RUNNING")]
    [InlineData("PENDING", "Priority", "", "PENDING (Priority)")]
    [InlineData("RUNNING", "", "alice", "RUNNING (job of user alice)")]
    [InlineData("PENDING", "Priority", "alice", "PENDING (Priority; job of user alice)")]
    [InlineData("COMPLETED", "", "alice", "COMPLETED")]
    [InlineData("TIMEOUT", "TIMEOUT", "", "TIMEOUT")]
    public void With_its_reason_and_whose_it_is_while_it_lives(
        string state,
        string reason,
        string user,
        string text
    ) =>
        Assert.Equal(
            text,
            ElementText.State(new JobState("7", 0, state, reason, "", "x") { User = user })
        );

    [Theory]
    [InlineData("RUNNING", true)]
    [InlineData("SUSPENDED", false)]
    [InlineData("STOPPED", false)]
    [InlineData("PENDING", false)]
    public void One_that_is_suspended_is_not_shown_as_running(string state, bool runs)
    {
        var array = new ArrayJob
        {
            Label = "A-1",
            JobName = "A-1-x",
            Elements = 1,
            Job = "7",
        };
        var element = new ElementState(
            new SlurmStage
            {
                Name = "A",
                Shards = 1,
                Arrays = [array],
            },
            array,
            0,
            new JobState("7", 0, state, "", "node0", "A-1-x")
        );

        Assert.Equal(runs, ElementText.Shown(element).IsRunning);
    }
}
