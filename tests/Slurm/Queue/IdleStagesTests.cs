using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>Only a stage of which something waits and nothing is at work is asked whether anything is left.</summary>
public sealed class IdleStagesTests
{
    [Theory]
    [InlineData("PENDING COMPLETED", 1)]
    [InlineData("PENDING SUSPENDED", 1)]
    [InlineData("PENDING RUNNING", null)]
    [InlineData("PENDING UNKNOWN", null)]
    [InlineData("COMPLETED CANCELLED", null)]
    [InlineData("", null)]
    public void By_their_states(string states, int? attempt) =>
        Assert.Equal(attempt, IdleStages.Attempt(Elements(states, "")));

    [Fact]
    public void Other_users_jobs_are_theirs_to_cancel() =>
        Assert.Null(IdleStages.Attempt(Elements("PENDING", "alice")));

    private static List<ElementState> Elements(string states, string user)
    {
        var array = SlurmSample.Array("Copy-1", 2, "7");
        var stage = SlurmSample.Stage("Copy", array);
        return
        [
            .. states
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(
                    (state, i) =>
                        new ElementState(
                            stage,
                            array,
                            i,
                            new JobState("7", i, state, "", "", array.JobName) { User = user }
                        )
                ),
        ];
    }
}
