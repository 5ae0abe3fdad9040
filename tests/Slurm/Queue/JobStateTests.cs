using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>What a state of Slurm's means: whether to wait for the element, and whether waiting helps.</summary>
public sealed class JobStateTests
{
    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("FAILED")]
    [InlineData("CANCELLED")]
    [InlineData("TIMEOUT")]
    [InlineData("OUT_OF_MEMORY")]
    [InlineData("NODE_FAIL")]
    [InlineData("BOOT_FAIL")]
    [InlineData("DEADLINE")]
    [InlineData("PREEMPTED")]
    [InlineData(JobState.Gone)]
    public void These_have_ended(string state)
    {
        var job = Job(state, "JobHeldUser");

        Assert.True(job.HasEnded);
        Assert.False(job.Works);
        Assert.False(job.IsRunning);
        Assert.Null(job.Never);
    }

    [Theory]
    [InlineData("PENDING", false)]
    [InlineData("REQUEUED", false)]
    [InlineData("CONFIGURING", false)]
    [InlineData("RUNNING", true)]
    [InlineData("SUSPENDED", true)]
    [InlineData("SOMETHING_NEW", false)]
    public void These_are_alive_a_state_of_a_later_version_too(string state, bool holdsNode)
    {
        var job = Job(state);

        Assert.False(job.HasEnded);
        Assert.True(job.Works);
        Assert.Equal(holdsNode, job.IsRunning);
        Assert.Null(job.Never);
    }

    [Theory]
    [InlineData("PENDING", true)]
    [InlineData("REQUEUE_HOLD", true)]
    [InlineData("SUSPENDED", true)]
    [InlineData("RUNNING", false)]
    [InlineData("CONFIGURING", false)]
    [InlineData("COMPLETING", false)]
    [InlineData("CANCELLED", false)]
    [InlineData(JobState.Unknown, false)]
    [InlineData(JobState.NotSubmitted, false)]
    public void What_waits_is_told_from_what_works_and_what_is_not_known(
        string state,
        bool waits
    ) => Assert.Equal(waits, Job(state).IsWaiting);

    [Fact]
    public void What_sbatch_never_took_is_neither_open_nor_at_work()
    {
        Assert.False(Job(JobState.NotSubmitted).IsOpen);
        Assert.False(Job(JobState.NotSubmitted).Works);
    }

    [Fact]
    public void What_is_completing_is_alive_and_does_no_more_work()
    {
        Assert.False(Job("COMPLETING").HasEnded);
        Assert.False(Job("COMPLETING").Works);
    }

    [Theory]
    [InlineData("PartitionDown", "name another in slurm.partition")]
    [InlineData("PartitionTimeLimit", "lower slurm.time")]
    [InlineData("BadConstraints", "change what it asks for")]
    [InlineData("InvalidAccount", "slurm.account")]
    [InlineData("InvalidQOS", "slurm.qos")]
    [InlineData("JobHeldUser", "scontrol release")]
    [InlineData("JobHeldAdmin", "administrator")]
    [InlineData("JobHoldMaxRequeue", "scontrol release")]
    [InlineData("DependencyNeverSatisfied", "cancel it")]
    [InlineData("MaxMemPerLimit", "more than your account or qos allows")]
    [InlineData("AssocMaxMemPerJob", "more than your account or qos allows")]
    [InlineData("QOSMaxMemoryPerJob", "more than your account or qos allows")]
    [InlineData("QOSMaxCpuPerJobLimit", "more than your account or qos allows")]
    [InlineData("QOSMaxGRESPerJob", "more than your account or qos allows")]
    [InlineData("QOSMaxCpuPerNode", "more than your account or qos allows")]
    [InlineData("QOSMinCpuNotSatisfied", "less than the qos wants")]
    [InlineData("QOSMinGRES", "less than the qos wants")]
    [InlineData("ReservationDeleted", "--reservation in slurm.extra")]
    [InlineData("AssocMaxWallDurationPerJobLimit", "more than your account or qos allows")]
    [InlineData("AssocMaxCpuMinutesPerJobLimit", "more than your account or qos allows")]
    // As squeue prints it, and as scontrol does.
    [InlineData("job requeued in held state", "scontrol release")]
    [InlineData("job_requeued_in_held_state", "scontrol release")]
    [InlineData(
        "Job's account not permitted to use this partition (gpu allows lab not root)",
        "slurm.account"
    )]
    [InlineData(
        "Job's_account_not_permitted_to_use_this_partition_(gpu_denies_root_including_root)",
        "slurm.account"
    )]
    [InlineData(
        "Job's QOS not permitted to use this partition (gpu allows high not normal)",
        "slurm.qos or slurm.partition"
    )]
    [InlineData("launch failed requeued held", "scontrol release")]
    [InlineData("launch_failed_requeued_held", "scontrol release")]
    public void Waiting_does_not_help_where_Slurm_gives_such_a_reason(string reason, string remedy)
    {
        Assert.Contains(remedy, Job("PENDING", reason).Never);
        Assert.Null(Job("RUNNING", reason).Never);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Resources")]
    [InlineData("Priority")]
    [InlineData("Dependency")]
    [InlineData("BeginTime")]
    [InlineData("JobArrayTaskLimit")]
    [InlineData("QOSMaxMemoryPerUser")]
    [InlineData("QOSMaxJobsPerUserLimit")]
    [InlineData("AssocGrpCpuLimit")]
    [InlineData("ReqNodeNotAvail, UnavailableNodes:node1")]
    public void Waiting_may_help_for_all_others(string reason) =>
        Assert.Null(Job("PENDING", reason).Never);

    [Theory]
    [InlineData("REQUEUE_HOLD")]
    [InlineData("SPECIAL_EXIT")]
    public void Held_by_its_state_it_waits_for_somebody_whatever_the_reason(string state) =>
        Assert.Contains("scontrol release", Job(state, "Resources").Never);

    private static JobState Job(string state, string reason = "") =>
        new("7", 0, state, reason, "", "x");
}
