using Sluice.Monitor;
using Sluice.Slurm.Runs;
using Sluice.Tests.Slurm.Simulation;

namespace Sluice.Tests.Slurm.Display;

/// <summary>Status shows the jobs behind stages, and what is known of them where Slurm is silent; on a virtual cluster.</summary>
public sealed class SlurmStatusTests : IDisposable
{
    private readonly SlurmSimulation _simulation = new(seed: 21);

    [Fact]
    public void Before_the_first_run_Slurm_is_not_even_asked()
    {
        var (status, driver) = Look();

        Assert.All(status, stage => Assert.Empty(stage.Jobs));
        Assert.Empty(driver.Slurm.Calls);
    }

    [Fact]
    public void Jobs_stand_with_their_stage_while_they_live_and_when_they_have_ended()
    {
        _simulation.Drive(driver => driver.RunAsync(2, detach: true));
        Assert.Equal([2, 2], Look().Status.Select(stage => stage.Jobs.Count(job => !job.IsDone)));

        _simulation.Drive(driver => driver.AttachAsync());

        Assert.All(Look().Status, stage => Assert.NotEmpty(stage.Jobs));
        Assert.DoesNotContain(Look().Status.SelectMany(stage => stage.Jobs), job => job.IsRunning);
    }

    [Fact]
    public void Where_Slurm_is_silent_it_is_said_and_the_rest_is_shown()
    {
        _simulation.Drive(driver => driver.RunAsync(2, detach: true));

        var (status, driver) = Look(isAway: true);

        Assert.Contains("states of jobs are as last seen", driver.Said);
        Assert.All(status, stage => Assert.Equal(2, stage.Jobs.Count));
    }

    [Fact]
    public void A_stage_that_did_not_run_says_why()
    {
        _simulation.Drive(driver => driver.RunAsync(2, detach: true));
        var run = SlurmRuns.All(_simulation.Workspace, Assert.Fail).Single();
        SlurmRuns.WritePlanned(
            new RunPaths(run.Workspace, run.Id),
            "Join",
            new LatePlan { Refused = "it waits for Left", ExitCode = 1 }
        );

        Assert.Contains("Join: not run: it waits for Left", Look().Driver.Said);
    }

    public void Dispose() => _simulation.Dispose();

    private (IReadOnlyList<StageStatus> Status, SimulatedDriver Driver) Look(bool isAway = false)
    {
        IReadOnlyList<StageStatus> status = [];
        var driver = _simulation.Drive(driver =>
        {
            driver.Slurm.IsAway = isAway;
            return driver.LiveAsync(async pipeline =>
                status = await pipeline.Executor.LookAsync([
                    .. pipeline.Stages.Planned(pipeline, []).Select(StageStatus.Of),
                ])
            );
        });
        Assert.Null(driver.Failure);
        return (status, driver);
    }
}
