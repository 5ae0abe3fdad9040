using Sluice.Engine;
using Sluice.Slurm.Runs;
using Sluice.Tests.Slurm.Simulation;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>A graph is submitted whole or not at all; on a virtual cluster.</summary>
public sealed class SlurmSubmitTests : IDisposable
{
    private readonly SlurmSimulation _simulation = new(seed: 5);

    [Fact]
    public void Attempts_and_stages_wait_for_those_before()
    {
        _simulation.Drive(driver => driver.RunAsync(2, detach: true, "slurm.attempts=2"));

        var jobs = _simulation.Own.DistinctBy(job => job.Array).ToList();
        Assert.Equal(4, jobs.Count);
        Assert.Empty(jobs[0].After);
        // Left's second attempt its first, Join's first Left's last, and its second its first.
        Assert.All(Enumerable.Range(1, 3), i => Assert.Equal([jobs[i - 1].Array], jobs[i].After));
    }

    [Fact]
    public void What_is_refused_takes_back_all_that_was_submitted()
    {
        _simulation.Cluster.MaxSubmit = 2;

        var driver = _simulation.Drive(driver => driver.RunAsync(2));

        Assert.Equal(ExitCode.Refused, Assert.IsType<UserError>(driver.Failure).ExitCode);
        Assert.StartsWith(
            "Join-1: sbatch refuses: AssocMaxSubmitJobLimit",
            driver.Failure!.Message
        );
        Assert.Contains("cancelled again: ", driver.Said);
        Assert.DoesNotContain(_simulation.Own, job => job.IsOpen);
        Assert.True(SlurmRuns.All(_simulation.Workspace, Assert.Fail).Single().IsWithdrawn);
        // So that the next does not wait for what is not to come.
        _simulation.Cluster.MaxSubmit = 100;
        var next = _simulation.Drive(driver => driver.RunAsync(2));
        Assert.Null(next.Failure);
        Assert.DoesNotContain("cut off", next.Said);
    }

    [Fact]
    public void A_limit_that_accounting_tells_makes_stages_narrower_instead()
    {
        _simulation.Cluster.HasAccounting = true;
        _simulation.Cluster.MaxSubmit = 4;

        var driver = _simulation.Drive(driver => driver.RunAsync(6));

        Assert.Null(driver.Failure);
        Assert.Matches("Left: job [0-9]+, 2 elements", driver.Said);
    }

    [Fact]
    public void Ctrl_C_during_a_submission_takes_back_its_half()
    {
        var driver = new SimulatedDriver(_simulation);
        _simulation.Start(() => driver.RunAsync(2));
        _simulation.Until(() => _simulation.Own.Any());
        driver.Interrupt();
        _simulation.Until(() => driver.HasEnded);

        Assert.IsType<OperationCanceledException>(driver.Failure, exactMatch: false);
        Assert.Contains("cancelled again: ", driver.Said);
        Assert.DoesNotContain(_simulation.Own, job => job.IsOpen);
    }

    [Fact]
    public void A_dry_run_shows_scripts_and_submits_nothing()
    {
        var driver = _simulation.Drive(driver => driver.DryRunAsync(2));

        Assert.Null(driver.Failure);
        Assert.Contains("--- sbatch --parsable Left-1.sh", driver.Said);
        Assert.Contains(
            "--- sbatch --parsable --dependency=afterany:<job of Left-1> Join-1.sh",
            driver.Said
        );
        Assert.DoesNotContain("sbatch", driver.Slurm.Calls.Keys);
        Assert.Empty(SlurmRuns.All(_simulation.Workspace, Assert.Fail));
    }

    public void Dispose() => _simulation.Dispose();
}
