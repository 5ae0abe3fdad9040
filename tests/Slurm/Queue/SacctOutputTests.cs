using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>What accounting knows of elements that squeue has forgotten.</summary>
public sealed class SacctOutputTests
{
    [Fact]
    public void Elements_are_read_and_steps_are_not()
    {
        var jobs = SacctOutput.Parse(
            """
            12_0|COMPLETED|node0|Augment-1.x
            12_1|CANCELLED by 1000|None assigned|Augment-1.x
            12_4|OUT_OF_MEMORY|node1|Augment-1.x
            12_4.batch|COMPLETED|node1|batch
            12_[5-6%2]|PENDING|None assigned|Augment-1.x
            13|COMPLETED|node0|mine
            sacct: error: something

            """
        );

        Assert.Equal(
            [
                new JobState("12", 0, "COMPLETED", "", "node0", "Augment-1.x"),
                new JobState("12", 1, "CANCELLED", "", "", "Augment-1.x"),
                new JobState("12", 4, "OUT_OF_MEMORY", "", "node1", "Augment-1.x"),
                new JobState("12", 5, "PENDING", "", "", "Augment-1.x"),
                new JobState("12", 6, "PENDING", "", "", "Augment-1.x"),
                new JobState("13", JobState.NoArray, "COMPLETED", "", "node0", "mine"),
            ],
            jobs
        );
    }

    [Fact]
    public void Of_a_requeued_element_the_last_line_counts()
    {
        var job = Assert.Single(
            SacctOutput.Parse("12_0|NODE_FAIL|node0|x\n12_0|COMPLETED|node1|x\n")
        );

        Assert.Equal(("COMPLETED", "node1"), (job.State, job.Node));
    }

    [Fact]
    public void Of_lives_in_any_order_the_one_submitted_last_counts_and_names_are_told_apart()
    {
        var jobs = SacctOutput.Parse(
            """
            12_0|COMPLETED|node1|x|2026-01-31T10:00:00
            12_0|NODE_FAIL|node0|x|2026-01-31T09:00:00
            12_0|RUNNING|node2|another|2026-01-31T11:00:00
            """
        );

        Assert.Equal(
            ["x COMPLETED", "another RUNNING"],
            jobs.Select(job => $"{job.Name} {job.State}")
        );
    }

    [Fact]
    public void It_is_asked_in_words_that_all_versions_know()
    {
        var arguments = SacctOutput.Arguments(["12", "15"]);

        Assert.Contains("--jobs=12,15", arguments);
        // sacct of Slurm 22.05: "unrecognized option '--array'".
        Assert.DoesNotContain("--array", arguments);
    }
}
