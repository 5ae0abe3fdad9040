using Sluice.Engine.Jobs;
using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>Jobs are the same from wherever they are submitted: nothing of the session goes with them.</summary>
public sealed class SessionVariablesTests
{
    [Theory]
    // Of a job that was requeued, a GPU session, an salloc.
    [InlineData("SLURM_RESTART_COUNT")]
    [InlineData("SLURM_GPUS_PER_TASK")]
    [InlineData("SLURM_TRES_PER_TASK")]
    [InlineData("SLURM_CPU_BIND")]
    [InlineData("SLURM_MEM_PER_CPU")]
    [InlineData("SLURM_NTASKS_PER_NODE")]
    [InlineData("SLURM_EXPORT_ENV")]
    [InlineData("SLURM_JOB_ID")]
    [InlineData("SLURM_ARRAY_TASK_ID")]
    [InlineData("SLURM_WORKING_CLUSTER")]
    [InlineData("SLURM_TIME_FORMAT")]
    [InlineData("SLURMD_NODENAME")]
    [InlineData("SALLOC_PARTITION")]
    [InlineData("SRUN_CPUS_PER_TASK")]
    [InlineData("_SLURM_SPANK_OPTION_pyxis_container_image")]
    // A site's or user's defaults.
    [InlineData("SBATCH_EXPORT")]
    [InlineData("SBATCH_PARTITION")]
    [InlineData("SBATCH_ARRAY_INX")]
    [InlineData("SBATCH_NEW_IN_SOME_VERSION")]
    [InlineData("SQUEUE_FORMAT")]
    [InlineData("SACCT_FORMAT")]
    // By which ranks find each other.
    [InlineData("PMI_RANK")]
    [InlineData("PMIX_NAMESPACE")]
    [InlineData("OMPI_COMM_WORLD_RANK")]
    public void What_a_session_or_site_has_set_stays_with_it(string name)
    {
        Assert.True(SessionVariables.IsHidden(name, inJob: false));
        Assert.True(SessionVariables.IsHidden(name, inJob: true));
    }

    [Theory]
    [InlineData("SLURM_CONF")]
    [InlineData("SLURM_CONF_SERVER")]
    [InlineData("SLURM_CLUSTERS")]
    [InlineData("SLURM_JWT")]
    [InlineData("PMIX_MCA_gds")]
    [InlineData("OMPI_MCA_btl")]
    [InlineData("PATH")]
    [InlineData("SPLITS")]
    [InlineData("MY_SLURM_ACCOUNT")]
    [InlineData("SLURMED")]
    public void How_Slurm_is_reached_and_what_is_none_of_its_goes_on(string name)
    {
        Assert.False(SessionVariables.IsHidden(name, inJob: false));
        Assert.False(SessionVariables.IsHidden(name, inJob: true));
    }

    [Theory]
    [InlineData("CUDA_VISIBLE_DEVICES")]
    [InlineData("ROCR_VISIBLE_DEVICES")]
    public void The_GPUs_that_a_job_got_are_not_those_of_jobs_it_submits(string name)
    {
        Assert.True(SessionVariables.IsHidden(name, inJob: true));
        Assert.False(SessionVariables.IsHidden(name, inJob: false));
    }

    [Fact]
    public void What_would_have_decided_what_jobs_ask_for_is_named_with_its_place() =>
        Assert.Equal(
            "not used, since jobs are the same from wherever they are submitted: SBATCH_ACCOUNT (slurm.account says it), SBATCH_TIMELIMIT (slurm.time says it), SBATCH_RESERVATION (slurm.extra takes --reservation)",
            SessionVariables.Unused(
                [
                    "SBATCH_RESERVATION",
                    "SBATCH_TIMELIMIT",
                    "SBATCH_ACCOUNT",
                    "SBATCH_EXPORT",
                    "SBATCH_PARTITION",
                    "SLURM_JOB_ID",
                ],
                [new() { Partition = "a", Time = "1h" }, new() { Partition = "b" }]
            )
        );

    [Fact]
    public void Where_the_profile_says_all_of_it_nothing_is_told()
    {
        var job = new JobSettings { Partition = "a", Extra = ["--reservation=r", "--exclusive"] };

        Assert.Null(
            SessionVariables.Unused(
                ["SBATCH_PARTITION", "SBATCH_RESERVATION", "SBATCH_EXCLUSIVE", "SBATCH_DEBUG"],
                [job]
            )
        );
    }
}
