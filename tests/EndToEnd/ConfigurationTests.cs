using Sluice.Tests.Support;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>Where settings come from, and what is said of wrong ones.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public async Task All_errors_are_told_at_once_with_file_and_line_and_nothing_runs()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write(
            "configs/augment.yaml",
            """
            augment:
              input: data/nowhere.csv
              text_colum: text
              variants_per_sample: 0
              seed: many
              quality: { min_sim: 0.9, max_sim: 0.1 }
              combos: { mode: all }
              merge: [1]
            agument:
              seed: 1

            """
        );
        var before = FileStates.Of(pipeline.Workspace);
        var result = (
            await pipeline.RunAsync("--set", "run.slots=0", "--set", "rum.slots=1")
        ).Exits(2);
        Snapshot.Matches(result.Error);
        Assert.Empty(result.Out);
        Assert.Empty(before.Changed(FileStates.Of(pipeline.Workspace)));
    }

    [Fact]
    public async Task Yaml_that_cannot_be_read_is_refused_with_its_line()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write("configs/augment.yaml", "augment:\n  seed: 1\n   input: [x\n");
        var result = (await pipeline.RunAsync()).Exits(2);
        Assert.Contains("configs/augment.yaml:3", result.Error);
    }

    [Fact]
    public async Task Layers_win_in_their_order()
    {
        using var pipeline = new SmallPipeline();
        var workspace = pipeline.Workspace;
        workspace.Write("mine.yaml", $"{Configuration()}  seed: 1\n");
        workspace.Write("configs/profiles/small.yaml", "augment: { seed: 2, num_proc: 2 }\n");

        async Task<string> SeedAsync(Dictionary<string, string> environment, params string[] args)
        {
            var result = await workspace
                .Start(environment, ["--target=Explain", "--unit=combo_1_nlp_ocr", .. args])
                .EndAsync();
            return result.Exits(0).Out.Split("parameter `seed` ")[1].Split('\n')[0];
        }

        var seed5 = new Dictionary<string, string> { ["SLUICE_AUGMENT__SEED"] = "5" };
        Assert.Equal("42", await SeedAsync([]));
        Assert.Equal("1", await SeedAsync([], "--config", "mine.yaml"));
        Assert.Equal("2", await SeedAsync([], "--config=mine.yaml", "--profile", "small"));
        Assert.Equal("5", await SeedAsync(seed5, "--config=mine.yaml", "--profile=small"));
        Assert.Equal("6", await SeedAsync(seed5, "--profile=small", "--set", "augment.seed=6"));
    }

    [Fact]
    public async Task A_wrong_variable_is_named()
    {
        using var pipeline = new SmallPipeline();
        var result = (
            await pipeline
                .Workspace.Start(new Dictionary<string, string> { ["SLUICE_AUGMENT__SEDE"] = "5" })
                .EndAsync()
        ).Exits(2);
        Assert.Contains(
            "SLUICE_AUGMENT__SEDE: augment.sede: expected a known setting",
            result.Error
        );
        Assert.Contains("Did you mean 'seed'?", result.Error);
    }

    [Fact]
    public async Task Every_config_of_the_repository_loads()
    {
        using var workspace = new Workspace();
        var files = Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "configs"),
                "*.yaml",
                SearchOption.AllDirectories
            )
            .Where(file => Path.GetFileName(file) != "augment_methods.yaml")
            .ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
            (await workspace.RunAsync("--target=Status", "--config", file)).Exits(0);
    }
}
