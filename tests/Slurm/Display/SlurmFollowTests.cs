using Sluice.Driver.Executing;
using Sluice.Engine;
using Sluice.Engine.Stages;
using Sluice.Slurm.Runs;
using Sluice.Tests.Slurm.Simulation;

namespace Sluice.Tests.Slurm.Display;

/// <summary>A run is followed to its end, whatever that is, and no longer; on a virtual cluster.</summary>
public sealed class SlurmFollowTests : IDisposable
{
    private readonly SlurmSimulation _simulation = new(seed: 8);

    [Fact]
    public void Jobs_of_others_are_not_waited_for()
    {
        foreach (var user in (string[])["alice", Environment.UserName])
            _simulation.Cluster.Submit(
                "bash",
                user,
                0,
                job => new VirtualJob
                {
                    Array = job.Array,
                    Id = job.Id,
                    Element = job.Element,
                    Name = job.Name,
                    User = job.User,
                    Takes = TimeSpan.FromDays(365),
                }
            );

        Assert.Null(_simulation.Drive(driver => driver.RunAsync(2)).Failure);
        Assert.True(_simulation.Time.Now < TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_held_job_is_told_with_its_remedy_and_waited_for_only_while_others_work()
    {
        var driver = new SimulatedDriver(_simulation);
        _simulation.Start(() => driver.RunAsync(2));
        _simulation.Until(() => driver.Slurm.Calls.GetValueOrDefault("sbatch") == 2);
        foreach (var job in _simulation.Own)
            job.IsHeld = true;
        foreach (var job in _simulation.Own.Where(job => job.State == "RUNNING").ToList())
            _simulation.Cluster.Requeue(job);
        _simulation.Until(() => driver.HasEnded);

        Assert.Equal(ExitCode.Refused, Assert.IsType<UserError>(driver.Failure).ExitCode);
        Assert.Contains("(JobHeldAdmin): an administrator holds it", driver.Failure!.Message);
        Assert.Contains("will not start", driver.Said);
    }

    [Fact]
    public void A_reason_that_passes_ends_nothing()
    {
        var driver = new SimulatedDriver(_simulation);
        _simulation.Start(() => driver.RunAsync(1));
        _simulation.Until(() => _simulation.Own.Any());
        var job = _simulation.Own.First();
        job.IsHeld = true;
        _simulation.Cluster.Requeue(job);
        _simulation.Time.In(
            TimeSpan.FromSeconds(5),
            () =>
            {
                job.IsHeld = false;
                _simulation.Cluster.Schedule();
            }
        );
        _simulation.Until(() => driver.HasEnded);

        Assert.Null(driver.Failure);
        Assert.DoesNotContain("will not start", driver.Said);
    }

    [Fact]
    public void A_controller_that_does_not_answer_is_told_once_and_waited_for()
    {
        var driver = new SimulatedDriver(_simulation);
        _simulation.Start(() => driver.RunAsync(2));
        _simulation.Until(() => driver.Slurm.Calls.GetValueOrDefault("sbatch") == 2);
        _simulation.Time.In(TimeSpan.FromSeconds(5), () => driver.Slurm.IsAway = true);
        _simulation.Time.In(TimeSpan.FromHours(2), () => driver.Slurm.IsAway = false);
        _simulation.Until(() => driver.HasEnded);

        Assert.Null(driver.Failure);
        Assert.Equal(2, driver.Said.Split("the jobs go on, trying again").Length);
        Assert.Contains("Join: 2 done", driver.Said);
    }

    [Fact]
    public void Jobs_that_the_controller_forgot_with_its_state_are_not_waited_for()
    {
        var driver = new SimulatedDriver(_simulation);
        _simulation.Start(() => driver.RunAsync(2));
        _simulation.Until(() => driver.Slurm.Calls.GetValueOrDefault("sbatch") == 2);
        _simulation.Time.In(TimeSpan.FromSeconds(3), _simulation.Cluster.LoseState);
        _simulation.Until(() => driver.HasEnded);

        Assert.IsType<StageFailure>(driver.Failure);
        Assert.Contains("GONE", driver.Said);
        Assert.Null(_simulation.Drive(next => next.RunAsync(2)).Failure);
    }

    [Fact]
    public void A_damaged_note_of_one_stage_leaves_the_others_to_be_seen()
    {
        _simulation.Drive(driver => driver.RunAsync(2));
        var run = SlurmRuns.All(_simulation.Workspace, Assert.Fail).Single();
        File.WriteAllText(new RunPaths(run.Workspace, run.Id).Planned("Join"), "{");

        var attached = _simulation.Drive(driver => driver.AttachAsync());

        Assert.Contains("Left: 6 done", attached.Said);
        Assert.Contains("Join.planned.json: cannot be read", attached.Said);
        Assert.Equal(ExitCode.UnitFailed, Assert.IsType<UserError>(attached.Failure).ExitCode);
    }

    [Fact]
    public void An_element_that_ran_out_of_memory_is_told_although_all_is_done()
    {
        _simulation.EndState = "OUT_OF_MEMORY";

        var driver = _simulation.Drive(driver => driver.RunAsync(2));

        Assert.Null(driver.Failure);
        Assert.Contains("ended with OUT_OF_MEMORY", driver.Said);
    }

    [Fact]
    public void Lines_that_are_none_of_a_job_are_told_and_do_no_harm()
    {
        var driver = _simulation.Drive(driver =>
        {
            driver.Slurm.Banner = "Warnung: die Uhr geht vor\n";
            return driver.RunAsync(2);
        });

        Assert.Null(driver.Failure);
        Assert.Contains("none of a job: Warnung: die Uhr geht vor", driver.Said);
        // Nor when all is done, and the queue empty.
        _simulation.Cluster.Jobs.Clear();
        var again = _simulation.Drive(driver =>
        {
            driver.Slurm.Banner = "Warnung: die Uhr geht vor\n";
            return driver.RunAsync(2);
        });
        Assert.Null(again.Failure);
    }

    [Fact]
    public void Ctrl_C_leaves_the_jobs_alone()
    {
        var driver = new SimulatedDriver(_simulation);
        _simulation.Start(() => driver.RunAsync(2));
        _simulation.Until(() => driver.Said.Contains("RUNNING"));
        driver.Interrupt();
        _simulation.Until(() => driver.HasEnded);

        Assert.IsType<Detached>(driver.Failure);
        Assert.Contains("goes on without this process", driver.Said);
        var attached = _simulation.Drive(next => next.AttachAsync());
        Assert.Null(attached.Failure);
        Assert.Empty(_simulation.Undone);
    }

    [Fact]
    public void Elements_that_are_held_are_taken_back_when_the_others_have_done_all()
    {
        var driver = new SimulatedDriver(_simulation);
        _simulation.Start(() => driver.RunAsync(4, detach: false, "slurm.throttle=1"));
        _simulation.Until(() => _simulation.Own.Any());
        foreach (var job in _simulation.Own.Where(job => job.State == "PENDING"))
            job.IsHeld = true;
        _simulation.Until(() => driver.HasEnded);

        Assert.Null(driver.Failure);
        Assert.DoesNotContain(_simulation.Own, job => job.IsOpen);
        Assert.Equal(
            3,
            _simulation.Own.Count(job => job.State == "CANCELLED" && job.Name.StartsWith("Left"))
        );
    }

    public void Dispose() => _simulation.Dispose();
}
