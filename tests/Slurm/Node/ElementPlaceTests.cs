using System.Collections;
using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Slurm.Node;
using Sluice.Slurm.Runs;

namespace Sluice.Tests.Slurm.Node;

/// <summary>A process knows by Slurm's variables which shard is its own.</summary>
public sealed class ElementPlaceTests
{
    [Fact]
    public void All_is_read_from_Slurms_variables() =>
        Assert.Equal(
            new ElementPlace("4715", 3, 1, 2),
            Of(
                ("SLURM_JOB_ID", "4715"),
                ("SLURM_ARRAY_JOB_ID", "4711"),
                ("SLURM_ARRAY_TASK_ID", "3"),
                ("SLURM_PROCID", "1"),
                ("SLURM_RESTART_COUNT", "2")
            )
        );

    [Fact]
    public void Without_srun_and_restarts_both_are_none() =>
        Assert.Equal(
            new ElementPlace("4711", 0, 0, 0),
            Of(("SLURM_JOB_ID", "4711"), ("SLURM_ARRAY_TASK_ID", "0"))
        );

    [Theory]
    [InlineData("", "0")]
    [InlineData("4711", "")]
    [InlineData("4711", "x")]
    public void Outside_of_an_array_it_is_told_what_is_missing(string job, string element) =>
        Assert.Contains(
            "SLURM_JOB_ID and SLURM_ARRAY_TASK_ID are not set",
            Assert
                .Throws<UserError>(() =>
                    Of(("SLURM_JOB_ID", job), ("SLURM_ARRAY_TASK_ID", element))
                )
                .Message
        );

    [Theory]
    [InlineData(0, 1, 0, "0/12")]
    [InlineData(2, 1, 0, "2/12")]
    // Without several tasks the rank says nothing.
    [InlineData(2, 1, 3, "2/12")]
    [InlineData(0, 3, 0, "0/12")]
    [InlineData(0, 3, 2, "2/12")]
    [InlineData(1, 3, 1, "4/12")]
    public void Its_shard_follows_from_element_and_task(
        int element,
        int tasks,
        int task,
        string shard
    ) =>
        Assert.Equal(
            Shard.Parse(shard),
            new ElementPlace("1", element, task, 0).ShardOf(
                Stage(tasks),
                SlurmSample.Array("A-1", 4)
            )
        );

    [Fact]
    public void A_later_stretch_goes_on_where_the_one_before_ended() =>
        Assert.Equal(
            new Shard(10, 12),
            new ElementPlace("1", 1, 0, 0).ShardOf(
                Stage(2),
                SlurmSample.Array("A-1-2", 2) with
                {
                    Offset = 4,
                }
            )
        );

    private static SlurmStage Stage(int tasks) =>
        new()
        {
            Name = "A",
            Shards = 12,
            Tasks = tasks,
        };

    private static ElementPlace Of(params (string Name, string Value)[] variables) =>
        ElementPlace.Of(new Hashtable(variables.ToDictionary(v => v.Name, v => v.Value)));
}
