using Sluice.Slurm.Display;
using Sluice.Slurm.Queue;

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
}
