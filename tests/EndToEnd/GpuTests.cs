using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Tests.Engine;
using Sluice.Tests.Support;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>The GPU that a unit's program sees, from the configuration or Slurm's step to its environment.</summary>
[Trait("Takes", "long")]
public sealed class GpuTests
{
    // As the second of two tasks of a step sees it; a run that starts its own shards may be one.
    private static readonly Dictionary<string, string> SlurmTask = new()
    {
        ["SLURM_STEP_ID"] = "0",
        ["SLURM_STEP_NUM_TASKS"] = "2",
        ["SLURM_PROCID"] = "1",
        ["SLURM_LOCALID"] = "1",
        ["CUDA_VISIBLE_DEVICES"] = "4,5",
        ["GPU_DEVICE_ORDINAL"] = "4,5",
    };

    [Fact]
    public async Task Two_shards_get_a_GPU_each_of_those_in_the_configuration()
    {
        using var pipeline = ThatTellsItsGpu();
        pipeline.Workspace.Write("configs/run.yaml", "run:\n  gpus: [2, GPU-8f1b]\n");

        (await pipeline.RunAsync("--schedule", "static", "--target=Augment")).Exits(0);

        Assert.Equal(["a 2 2", "b GPU-8f1b GPU-8f1b"], Told(pipeline));
    }

    [Fact]
    public async Task Without_GPUs_in_the_configuration_shards_see_what_the_run_sees()
    {
        using var pipeline = ThatTellsItsGpu();

        await RunAsync(pipeline, new() { ["CUDA_VISIBLE_DEVICES"] = "4,5" });

        Assert.Equal(["a 4,5 -", "b 4,5 -"], Told(pipeline));
    }

    [Fact]
    public async Task What_the_configuration_chose_is_not_chosen_from_again_in_a_Slurm_step()
    {
        using var pipeline = ThatTellsItsGpu("$GPU_DEVICE_ORDINAL");

        await RunAsync(pipeline, SlurmTask, "--set", "run.gpus=[4, 5]");

        Assert.Equal(["a 4 4,5", "b 5 4,5"], Told(pipeline));
    }

    [Fact]
    public async Task Four_tasks_of_a_Slurm_step_on_two_GPUs_use_each_twice()
    {
        using var stage = new TestStage();
        stage.Stage = stage.Stage with
        {
            Worker = CommandWorker.Name,
            Command = new()
            {
                Arguments = ["bash", "-c", "echo $CUDA_VISIBLE_DEVICES > \"$0\"", "{output}"],
            },
            Limits = new() { Schedule = Schedule.Static },
            Units =
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(i => new Unit { Key = $"{i}", Outputs = [$"{i}.txt"] }),
            ],
        };
        var plan = stage.Plan();
        PlanFile.Write(plan);

        foreach (var task in (string[])["0", "1", "2", "3"])
            (
                await Shell.RunAsync(
                    stage.Workspace.Root,
                    new Dictionary<string, string?>
                    {
                        ["SLURM_STEP_ID"] = "0",
                        ["SLURM_STEP_NUM_TASKS"] = "4",
                        ["SLURM_PROCID"] = task,
                        ["SLURM_LOCALID"] = task,
                        ["CUDA_VISIBLE_DEVICES"] = "0,1",
                    },
                    ["bash", BuildScript, "worker", "--plan", plan.File, "--shard", $"{task}/4"]
                )
            ).Exits(0);

        Assert.Equal(
            ["0\n", "1\n", "0\n", "1\n"],
            Enumerable.Range(0, 4).Select(i => stage.Workspace.Read($"out/{i}.txt"))
        );
    }

    [Theory]
    [InlineData("0,1", "'0,1'")]
    [InlineData("[0, '']", "''")]
    [InlineData("['0 1']", "'0 1'")]
    [InlineData("[0, 1, 0]", "run.gpus: expected every GPU once, found '0' 2 times")]
    public async Task A_name_that_can_be_none_is_refused(string gpus, string told)
    {
        using var workspace = new Workspace();

        var result = (await workspace.RunAsync("--dryrun", "--set", $"run.gpus={gpus}")).Exits(2);

        Assert.StartsWith($"--set run.gpus={gpus}: run.gpus: expected ", result.Error);
        Assert.EndsWith($"{told}\n", result.Error);
    }

    private static string BuildScript => Path.Combine(Repository.Root, "build.sh");

    private static async Task RunAsync(
        SmallPipeline pipeline,
        Dictionary<string, string> environment,
        params string[] args
    ) =>
        (
            await pipeline
                .Workspace.Start(
                    environment,
                    ["--shards", "2", "--schedule", "static", "--target=Augment", .. args]
                )
                .EndAsync()
        ).Exits(0);

    /// <summary>Two methods, a shard each, whose program notes what it sees.</summary>
    private static SmallPipeline ThatTellsItsGpu(string second = "$HIP_VISIBLE_DEVICES")
    {
        var pipeline = new SmallPipeline();
        pipeline.Workspace.Write("configs/augment.yaml", Configuration("a, b"));
        pipeline.Workspace.Write(
            "configs/augment_methods.yaml",
            """
            methods:
              - { id: a, lib: external, kind: mine, command: [bash, tell.sh, a] }
              - { id: b, lib: external, kind: mine, command: [bash, tell.sh, b] }

            """
        );
        pipeline.Workspace.Write(
            "tell.sh",
            $$"""
            seen={{second}}
            echo $1 $CUDA_VISIBLE_DEVICES ${seen:--} > told.$1
            while read line; do id=${line#*:}; echo "{\"id\":${id%%,*},\"text\":null}"; done

            """
        );
        return pipeline;
    }

    private static IEnumerable<string> Told(SmallPipeline pipeline) =>
        new[] { "a", "b" }.Select(method => pipeline.Workspace.Read($"told.{method}").TrimEnd());
}
