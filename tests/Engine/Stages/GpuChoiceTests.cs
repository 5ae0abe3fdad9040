using Sluice.Engine.Stages;

namespace Sluice.Tests.Engine.Stages;

/// <summary>Which GPUs the programs of a shard see.</summary>
public sealed class GpuChoiceTests
{
    private const string Uuid = "GPU-8932f937-d72c-4106-c12f-20bd9faed9f6";

    [Theory]
    [InlineData("0,1", "0 1 0 1 0")]
    [InlineData("3", "3 3 3 3 3")]
    [InlineData($"0,{Uuid},2", $"0 {Uuid} 2 0 {Uuid}")]
    public void Local_shards_get_the_GPUs_in_turn(string gpus, string dealt)
    {
        var shards = Enumerable.Range(0, 5).Select(i => GpuChoice.OfShard(gpus.Split(','), i));

        Assert.Equal(
            dealt.Split(' ').Select(gpu => $"CUDA_VISIBLE_DEVICES={gpu} HIP_VISIBLE_DEVICES={gpu}"),
            shards.Select(Text)
        );
    }

    [Fact]
    public void Without_GPUs_local_shards_keep_their_environment() =>
        Assert.Empty(GpuChoice.OfShard([], 3));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(2, "0")]
    [InlineData(3, "1")]
    public void Four_tasks_on_two_GPUs_use_each_twice(int rank, string gpu) =>
        Assert.Equal(
            $"CUDA_VISIBLE_DEVICES={gpu}",
            Text(OfTask($"SLURM_LOCALID={rank} CUDA_VISIBLE_DEVICES=0,1"))
        );

    [Theory]
    [InlineData("HIP_VISIBLE_DEVICES=4,7", "HIP_VISIBLE_DEVICES=7")]
    [InlineData("GPU_DEVICE_ORDINAL=4,7", "GPU_DEVICE_ORDINAL=7")]
    [InlineData("ZE_AFFINITY_MASK=0.0,0.1", "ZE_AFFINITY_MASK=0.1")]
    [InlineData("ROCR_VISIBLE_DEVICES=4,7", "ROCR_VISIBLE_DEVICES=7")]
    [InlineData($"CUDA_VISIBLE_DEVICES=0,{Uuid}", $"CUDA_VISIBLE_DEVICES={Uuid}")]
    [InlineData(
        "CUDA_VISIBLE_DEVICES=4,7 GPU_DEVICE_ORDINAL=4,7",
        "CUDA_VISIBLE_DEVICES=7 GPU_DEVICE_ORDINAL=7"
    )]
    public void Every_makes_variable_is_cut_to_the_entry_of_the_rank(string given, string set) =>
        Assert.Equal(set, Text(OfTask(given)));

    [Theory]
    [InlineData(
        "ROCR_VISIBLE_DEVICES=4,7 CUDA_VISIBLE_DEVICES=0,1",
        "CUDA_VISIBLE_DEVICES=1",
        "what counts within it is cut"
    )]
    [InlineData(
        "ROCR_VISIBLE_DEVICES=4,7 HIP_VISIBLE_DEVICES=0,1",
        "HIP_VISIBLE_DEVICES=1",
        "what counts within it is cut"
    )]
    [InlineData(
        "ROCR_VISIBLE_DEVICES=4,7 GPU_DEVICE_ORDINAL=0,1",
        "GPU_DEVICE_ORDINAL=0 ROCR_VISIBLE_DEVICES=7",
        "HIP's programs look at no other, and OpenCL's count within it"
    )]
    public void Of_AMDs_two_layers_only_one_is_cut(string given, string set, string why) =>
        Assert.Equal((set, why), (Text(OfTask(given)), why));

    [Theory]
    [InlineData("CUDA_VISIBLE_DEVICES=3", "Slurm bound one")]
    [InlineData("CUDA_VISIBLE_DEVICES=", "it bound none")]
    [InlineData("CUDA_VISIBLE_DEVICES=NoDevFiles", "it has none")]
    [InlineData("", "nobody speaks of GPUs")]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 SLURM_STEP_NUM_TASKS=1", "the only task takes all")]
    [InlineData(
        "CUDA_VISIBLE_DEVICES=0,1 SLURM_STEP_NUM_TASKS=1 SLURM_NTASKS=4",
        "the only task of a step in a bigger job takes all"
    )]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 SLURM_STEP_NUM_TASKS=", "no step of tasks")]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 SLURM_STEP_ID=", "the batch script")]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 SLURM_STEP_ID=batch", "the batch script")]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 SLURM_STEP_ID=4294967290", "the shell of salloc")]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 SLURM_PROCID=", "no task")]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 SLURM_LOCALID=", "no rank")]
    [InlineData("CUDA_VISIBLE_DEVICES=0,1 SLURM_GPUS_PER_TASK=a100:2", "it asked for two")]
    public void Nothing_changes(string given, string because) =>
        Assert.True(OfTask(given).Count == 0, because);

    [Fact]
    public void A_task_that_asked_for_one_GPU_and_sees_more_picks_one() =>
        Assert.Equal(
            "CUDA_VISIBLE_DEVICES=1",
            Text(OfTask("CUDA_VISIBLE_DEVICES=0,1 SLURM_GPUS_PER_TASK=1"))
        );

    [Fact]
    public void The_number_of_the_jobs_tasks_stands_in_for_that_of_the_step() =>
        Assert.Equal(
            "CUDA_VISIBLE_DEVICES=1",
            Text(OfTask("CUDA_VISIBLE_DEVICES=0,1 SLURM_STEP_NUM_TASKS= SLURM_NTASKS=4"))
        );

    /// <summary>For the second of four tasks on a node, with variables added or emptied.</summary>
    private static IReadOnlyDictionary<string, string> OfTask(string variables)
    {
        var environment =
            "SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=5 SLURM_LOCALID=1 " + variables;
        var last = environment
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .GroupBy(pair => pair[0], pair => pair[1])
            .ToDictionary(group => group.Key, group => group.Last());
        return GpuChoice.OfSlurmTask(name => last.GetValueOrDefault(name));
    }

    private static string Text(IReadOnlyDictionary<string, string> variables) =>
        string.Join(
            ' ',
            variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")
        );
}
