using Sluice.Engine;
using Sluice.Slurm.Runs;
using Sluice.Tests.Slurm.Simulation;

namespace Sluice.Tests.Slurm;

/// <summary>Cancel stops all of this workspace and nothing else, and says what it could not; on a virtual cluster.</summary>
public sealed class SlurmCancelTests : IDisposable
{
    private readonly SlurmSimulation _simulation = new(seed: 13);

    [Fact]
    public void All_is_cancelled_and_then_there_is_nothing_to_cancel()
    {
        Detach();

        var cancel = _simulation.Drive(driver => driver.CancelAsync());

        Assert.Null(cancel.Failure);
        Assert.DoesNotContain(_simulation.Own, job => job.IsOpen);
        Assert.Contains("Left: cancelled job", cancel.Said);
        Assert.Contains("Join: cancelled job", cancel.Said);
        _simulation.Until(() => _simulation.Own.All(job => job.HasEnded));
        var again = _simulation.Drive(driver => driver.CancelAsync());
        Assert.Contains("Cancel: no job of this workspace", again.Said);
        Assert.DoesNotContain("scancel", again.Slurm.Calls.Keys);
    }

    [Fact]
    public void Of_one_stage_the_others_go_on()
    {
        Detach();

        _simulation.Drive(driver => driver.CancelAsync("Join"));

        Assert.All(_simulation.Own, job => Assert.Equal(job.Name.StartsWith("Left"), job.IsOpen));
    }

    [Fact]
    public void What_scancel_leaves_is_told()
    {
        Detach();
        _simulation.Cluster.IgnoresCancel = true;

        var cancel = _simulation.Drive(driver => driver.CancelAsync());

        Assert.Equal(ExitCode.Refused, Assert.IsType<UserError>(cancel.Failure).ExitCode);
        Assert.Contains("these are still there (", cancel.Failure!.Message);
    }

    [Fact]
    public void Jobs_of_a_run_whose_file_is_lost_are_found_by_their_scripts_names()
    {
        Detach();
        var run = SlurmRuns.All(_simulation.Workspace, Assert.Fail).Single();
        File.Delete(new RunPaths(run.Workspace, run.Id).Run);

        var attach = _simulation.Drive(driver => driver.AttachAsync());
        Assert.Contains("no run of this workspace can be read", attach.Failure!.Message);
        var other = _simulation.Drive(driver => driver.CancelAsync("Other"));
        Assert.Contains("Cancel: no job", other.Said);
        var clean = _simulation.Drive(driver => driver.RefuseWhileBusyAsync());
        Assert.Contains("of a run that cannot be read any more", clean.Failure!.Message);
        var cancel = _simulation.Drive(driver => driver.CancelAsync());

        Assert.Null(cancel.Failure);
        Assert.Contains("of runs that cannot be read any more", cancel.Said);
        Assert.DoesNotContain(_simulation.Cluster.All, job => job.IsOpen);
    }

    [Fact]
    public void A_submission_under_way_is_waited_for_and_all_of_it_cancelled()
    {
        var submitting = new SimulatedDriver(_simulation);
        _simulation.Start(() => submitting.RunAsync(2));
        _simulation.Until(() => _simulation.Own.Any());

        var cancel = _simulation.Drive(driver => driver.CancelAsync());

        Assert.Contains("to cancel all of it", cancel.Said);
        Assert.Equal(2, submitting.Slurm.Calls["sbatch"]);
        Assert.DoesNotContain(_simulation.Own, job => job.IsOpen);
        Assert.True(_simulation.Until(() => submitting.HasEnded));
    }

    [Fact]
    public void A_job_that_has_an_id_of_ours_by_now_is_nobodys_to_cancel()
    {
        Detach();
        _simulation.Cluster.LoseState();
        foreach (var user in (string[])["alice", Environment.UserName])
            _simulation.Cluster.Submit("Left-1.other", user, 2, job => job);

        var cancel = _simulation.Drive(driver => driver.CancelAsync());

        Assert.Null(cancel.Failure);
        Assert.Contains("Cancel: no job of this workspace", cancel.Said);
        Assert.Empty(_simulation.Violations);
    }

    [Fact]
    public void Clean_is_refused_while_jobs_are_queued_or_it_cannot_be_told()
    {
        Detach();

        var busy = _simulation.Drive(driver => driver.RefuseWhileBusyAsync());
        Assert.Equal(ExitCode.UnitFailed, Assert.IsType<UserError>(busy.Failure).ExitCode);
        Assert.Contains("are queued or running", busy.Failure!.Message);
        var blind = _simulation.Drive(driver =>
        {
            driver.Slurm.IsAway = true;
            return driver.RefuseWhileBusyAsync();
        });
        Assert.Equal(ExitCode.Refused, Assert.IsType<UserError>(blind.Failure).ExitCode);
        _simulation.Drive(driver => driver.CancelAsync());
        _simulation.Until(() => _simulation.Own.All(job => job.HasEnded));
        Assert.Null(_simulation.Drive(driver => driver.RefuseWhileBusyAsync()).Failure);
    }

    [Fact]
    public void Clean_waits_for_a_submission_under_way_and_for_what_a_dead_one_may_bring()
    {
        var submitting = new SimulatedDriver(_simulation);
        _simulation.Start(() => submitting.RunAsync(2));
        _simulation.Until(() => submitting.Slurm.Calls.Count > 0);

        var clean = _simulation.Drive(driver => driver.RefuseWhileBusyAsync());

        Assert.Contains("waiting for its end, to see all of it", clean.Said);
        Assert.Contains("are queued or running", clean.Failure!.Message);

        _simulation.Until(() => submitting.HasEnded);
        _simulation.Settings = [.. _simulation.Settings, "run.claim_expiry=99"];
        _simulation.Drive(driver =>
        {
            driver.Slurm.DiesIn = ("sbatch", false);
            return driver.RunAsync(2);
        });
        clean = _simulation.Drive(driver => driver.RefuseWhileBusyAsync());
        Assert.Contains("are queued or running", clean.Failure!.Message);
    }

    public void Dispose() => _simulation.Dispose();

    private void Detach() =>
        Assert.Null(_simulation.Drive(driver => driver.RunAsync(2, detach: true)).Failure);
}
