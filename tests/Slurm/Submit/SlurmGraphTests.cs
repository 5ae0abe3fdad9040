using Sluice.Engine;
using Sluice.Tests.Slurm.Simulation;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>What is queued is left to it, and what is not covered is submitted; on a virtual cluster.</summary>
public sealed class SlurmGraphTests : IDisposable
{
    private readonly SlurmSimulation _simulation = new(seed: 3);

    [Fact]
    public void A_rerun_of_any_width_leaves_to_jobs_what_they_do()
    {
        Detach(2);

        var again = Detach(4);

        Assert.Contains("Left: left to job", again.Said);
        Assert.Contains("Join: left to job", again.Said);
        Assert.DoesNotContain("sbatch", again.Slurm.Calls.Keys);
    }

    [Fact]
    public void Another_width_submits_only_what_no_live_job_covers()
    {
        Detach(3);
        _simulation.Cluster.Cancel(_simulation.Own.First(job => job.Element == 1));

        var again = Detach(2);

        // Slice 1 of 3 of six units.
        Assert.Matches("Left: job [0-9]+, 2 elements, 2 units", again.Said);
        Assert.Empty(_simulation.Violations);
    }

    [Fact]
    public void With_adopt_off_all_is_submitted_beside()
    {
        _simulation.Drive(driver => driver.RunAsync(2, detach: true, "slurm.adopt=false"));
        var second = _simulation.Drive(driver =>
            driver.RunAsync(3, detach: true, "slurm.adopt=false")
        );

        Assert.Matches("Left: job [0-9]+, 3 elements, 6 units", second.Said);
    }

    [Fact]
    public void Other_settings_are_refused_while_jobs_make_the_same_units()
    {
        Detach(2);

        var other = _simulation.Drive(driver => driver.RunAsync(2, false, "run.claim_expiry=99"));

        Assert.Equal(ExitCode.Refused, Assert.IsType<UserError>(other.Failure).ExitCode);
        Assert.Contains("are still to make 6 units, e.g. 0, from other", other.Failure!.Message);
        Assert.DoesNotContain("sbatch", other.Slurm.Calls.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_sbatch_that_outlives_its_driver_is_waited_for_and_found_by_its_name(bool isDone)
    {
        var dead = _simulation.Drive(driver =>
        {
            driver.Slurm.DiesIn = ("sbatch", isDone);
            return driver.RunAsync(2);
        });
        Assert.IsType<Killed>(dead.Failure);

        var next = _simulation.Drive(driver => driver.RunAsync(2));

        Assert.Null(next.Failure);
        Assert.Contains("A submission was cut off a moment ago: waiting", next.Said);
        Assert.Contains("Left: left to job 1", next.Said);
        Assert.Equal(1, next.Slurm.Calls["sbatch"]);
        Assert.Empty(_simulation.Violations);
        Assert.Empty(_simulation.Undone);
    }

    [Fact]
    public void An_answer_without_a_job_does_not_hide_what_a_dead_driver_had_submitted()
    {
        _simulation.Drive(driver =>
        {
            driver.Slurm.DiesIn = ("sbatch", true);
            return driver.RunAsync(2);
        });

        var next = _simulation.Drive(driver =>
        {
            driver.Slurm.Empty(2);
            return driver.RunAsync(2, detach: true);
        });

        Assert.Contains("Left: left to job 1", next.Said);
        Assert.Empty(_simulation.Violations);
    }

    [Fact]
    public void What_was_cut_off_and_never_came_is_looked_for_once()
    {
        _simulation.Drive(driver =>
        {
            driver.Slurm.DiesIn = ("sbatch", null);
            return driver.RunAsync(2);
        });

        Assert.Null(_simulation.Drive(driver => driver.RunAsync(2)).Failure);
        var later = _simulation.Drive(driver => driver.RunAsync(2));

        Assert.Null(later.Failure);
        Assert.DoesNotContain("cut off", later.Said);
        Assert.Equal(1, later.Slurm.Calls["squeue"]);
    }

    [Fact]
    public void Of_two_submissions_at_once_the_second_finds_what_the_first_has_queued()
    {
        var drivers = new[] { new SimulatedDriver(_simulation), new SimulatedDriver(_simulation) };
        foreach (var driver in drivers)
            _simulation.Start(() => driver.RunAsync(2));
        Assert.True(_simulation.Until(() => drivers.All(driver => driver.HasEnded)));

        Assert.All(drivers, driver => Assert.Null(driver.Failure));
        Assert.Single(drivers, driver => driver.Said.Contains("Another submission"));
        Assert.Equal(2, drivers.Sum(d => d.Slurm.Calls.GetValueOrDefault("sbatch")));
        Assert.Empty(_simulation.Violations);
    }

    [Fact]
    public void A_controller_that_stays_away_is_waited_for_and_given_up()
    {
        var before = _simulation.Time.Now;
        var driver = _simulation.Drive(driver =>
        {
            driver.Slurm.IsAway = true;
            return driver.RunAsync(2);
        });

        Assert.Equal(ExitCode.Refused, Assert.IsType<UserError>(driver.Failure).ExitCode);
        Assert.Contains("nothing was submitted: run this again", driver.Failure!.Message);
        Assert.InRange((_simulation.Time.Now - before).TotalSeconds, 20, 60);
    }

    public void Dispose() => _simulation.Dispose();

    private SimulatedDriver Detach(int shards, params string[] sets)
    {
        var driver = _simulation.Drive(driver => driver.RunAsync(shards, detach: true, sets));
        Assert.Null(driver.Failure);
        return driver;
    }
}
