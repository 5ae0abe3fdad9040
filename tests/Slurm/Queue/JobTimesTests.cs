using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>When a job ends, from what squeue prints.</summary>
public sealed class JobTimesTests
{
    [Fact]
    public void Begin_end_and_limit_are_read()
    {
        var times = JobTimes.Parse("1795836334|1795836634|5:00\n")!;

        Assert.Equal(1795836334, times.Start.ToUnixTimeSeconds());
        Assert.Equal(1795836634, times.End.ToUnixTimeSeconds());
        Assert.Equal(TimeSpan.FromMinutes(5), times.Limit);
        Assert.False(times.IsCutShort);
    }

    [Theory]
    [InlineData("1000|4600|1:00:00", false)]
    [InlineData("1000|4570|1:00:00", false)]
    // A preemption moves the end.
    [InlineData("1000|1300|1:00:00", true)]
    [InlineData("1000|31537000|UNLIMITED", false)]
    public void What_ends_a_job_before_its_limit_is_told_apart(string text, bool isCut) =>
        Assert.Equal(isCut, JobTimes.Parse(text)!.IsCutShort);

    [Theory]
    [InlineData("")]
    [InlineData("N/A|N/A|5:00")]
    [InlineData("0|0|5:00")]
    [InlineData("2026-01-01T00:00:00|2026-01-01T01:00:00|1:00:00")]
    [InlineData("slurm_load_jobs error: Invalid job id specified")]
    public void What_is_no_running_jobs_says_nothing(string text) =>
        Assert.Null(JobTimes.Parse(text));
}
