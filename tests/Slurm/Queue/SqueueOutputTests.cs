using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>What squeue prints is read line by line; a line that is no job's is told and nothing worse.</summary>
public sealed class SqueueOutputTests
{
    private const string Name = "Augment-1.20260131-094501-3f9a1c";

    [Fact]
    public void Elements_of_arrays_are_read_as_Slurm_22_05_prints_them()
    {
        var (jobs, unread) = SqueueOutput.Parse(
            $"""
            1|0|3|COMPLETED|node0|{Name}|None
            1|1|1|OUT_OF_MEMORY|node0|{Name}|OutOfMemory
            5|0|5|RUNNING|node1|{Name}|None
            6|0|6|PENDING||{Name}|Dependency

            """
        );

        Assert.Empty(unread);
        Assert.Equal(
            [
                new JobState("1", 0, "COMPLETED", "", "node0", Name),
                new JobState("1", 1, "OUT_OF_MEMORY", "OutOfMemory", "node0", Name),
                new JobState("5", 0, "RUNNING", "", "node1", Name),
                new JobState("6", 0, "PENDING", "Dependency", "", Name),
            ],
            jobs
        );
    }

    [Theory]
    [InlineData("Reserved|for maintenance|tonight", "Reserved|for maintenance|tonight")]
    [InlineData("launch failed requeued held", "launch failed requeued held")]
    [InlineData(
        "ReqNodeNotAvail, UnavailableNodes:node[1-3]",
        "ReqNodeNotAvail, UnavailableNodes:node[1-3]"
    )]
    [InlineData("(null)", "")]
    [InlineData("", "")]
    public void A_reason_may_hold_anything(string printed, string reason) =>
        Assert.Equal(reason, SqueueOutput.Parse($"7|2|9|PENDING||x|{printed}\n").Jobs[0].Reason);

    [Theory]
    [InlineData("0-2", "0 1 2")]
    [InlineData("0-1,5,7-8%4", "0 1 5 7 8")]
    [InlineData("3%1", "3")]
    public void An_array_on_one_line_is_told_apart(string indexes, string elements)
    {
        var (jobs, unread) = SqueueOutput.Parse($"7|{indexes}|7|PENDING||x|JobHeldUser\n");

        Assert.Empty(unread);
        Assert.Equal(elements, string.Join(' ', jobs.Select(job => job.Element)));
        Assert.All(jobs, job => Assert.Equal(("7", "JobHeldUser"), (job.Job, job.Reason)));
    }

    [Fact]
    public void A_job_that_is_no_array_counts_as_one()
    {
        var (jobs, unread) = SqueueOutput.Parse("9|N/A|9|RUNNING|node1|mine|None\n");

        Assert.Empty(unread);
        Assert.False(Assert.Single(jobs).HasEnded);
    }

    [Theory]
    [InlineData("slurm_load_jobs error: Unable to contact slurm controller (connect failure)")]
    [InlineData("7|0|7|EN COURS|node1|x|None")]
    [InlineData("7|0|7|実行中|node1|x|None")]
    [InlineData("7|0|7||node1|x|None")]
    [InlineData("7|0|7|RUNNING|node1|x")]
    [InlineData("|0|7|RUNNING|node1|x|None")]
    [InlineData("7_0|0|7|RUNNING|node1|x|None")]
    [InlineData("   ")]
    [InlineData("\0\u001b[31m|||||||")]
    public void Any_other_line_is_told_and_those_around_it_are_read(string line)
    {
        var (jobs, unread) = SqueueOutput.Parse(
            $"1|0|1|RUNNING|node0|x|None\n{line}\n1|1|2|RUNNING|node0|x|None\n"
        );

        Assert.Equal([line], unread);
        Assert.Equal([0, 1], jobs.Select(job => job.Element));
    }

    [Theory]
    [InlineData("None|user:alice", "", "alice")]
    [InlineData("a|user:b|user:bob", "a|user:b", "bob")]
    [InlineData("Priority", "Priority", "")]
    public void Whose_a_job_is_stands_last(string printed, string reason, string user)
    {
        var job = Assert.Single(SqueueOutput.Parse($"7|2|9|PENDING||x|{printed}\n").Jobs);

        Assert.Equal((reason, user), (job.Reason, job.User));
    }

    [Fact]
    public void Nothing_printed_is_no_job()
    {
        var (jobs, unread) = SqueueOutput.Parse("");

        Assert.Empty(jobs);
        Assert.Empty(unread);
    }
}
