using Sluice.Tests.Support;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>Clean removes what stages made and nothing else.</summary>
[Trait("Takes", "long")]
public sealed class CleanTests
{
    [Fact]
    public async Task Without_yes_and_with_nobody_to_ask_it_refuses()
    {
        using var pipeline = await MadeAsync();
        var before = FileStates.Of(pipeline.Workspace);
        var result = (await pipeline.RunAsync("--target=Clean")).Exits(2);
        Assert.Contains("nobody is there to be asked; say --yes", result.Error);
        Assert.Empty(before.Changed(FileStates.Of(pipeline.Workspace)));
    }

    [Fact]
    public async Task It_leaves_the_users_files_and_the_logs_and_then_everything_reruns()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write($"{Output}/notes.txt", "mine");
        pipeline.Workspace.Write($"{Output}/combo_1_nlp_ocr/plot.png", "mine");
        pipeline.Workspace.Write("data/cache/mine.db", "mine");
        var users = FileStates.Of(pipeline.Workspace).Paths.ToHashSet();
        (await pipeline.RunAsync("--keep-shards")).Exits(0);
        var before = pipeline.Workspace.Hashes(Output, "*.parquet");
        (await pipeline.RunAsync("--target=Clean", "--dryrun")).Exits(0);
        Assert.Equal(before, pipeline.Workspace.Hashes(Output, "*.parquet"));

        (await pipeline.RunAsync("--target=Clean", "--yes")).Exits(0);
        Assert.Equal(
            users,
            FileStates
                .Of(pipeline.Workspace)
                .Paths.Where(path => path != "logs" && !path.StartsWith("logs/"))
                .ToHashSet()
        );

        var again = (await pipeline.RunAsync()).Exits(0);
        Assert.Contains("Augment: 3 of 3 units stale", again.Out);
        Assert.Equal(before, pipeline.Workspace.Hashes(Output, "*.parquet"));
    }

    [Fact]
    public async Task One_stage_is_cleaned_alone()
    {
        using var pipeline = await MadeAsync();
        (await pipeline.RunAsync("--target=Clean", "--stage=MergeManifests", "--yes")).Exits(0);
        Assert.False(pipeline.Workspace.Has($"{Output}/manifest_final.csv"));
        Assert.Equal(["merge"], await pipeline.RedoneAsync());
    }

    [Fact]
    public async Task An_output_root_outside_the_workspace_is_emptied_and_stays()
    {
        using var elsewhere = new Workspace();
        string[] root = ["--output-root", elsewhere["mine"]];
        Directory.CreateDirectory(elsewhere["mine"]);
        using var pipeline = await MadeAsync(root);
        Assert.True(elsewhere.Has("mine/manifest_final.csv"));
        (await pipeline.RunAsync([.. root, "--target=Clean", "--yes"])).Exits(0);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere["mine"]));
    }

    [Fact]
    public async Task A_foreign_shard_manifest_stays()
    {
        using var pipeline = await MadeAsync();
        pipeline.Workspace.Write($"{Output}/manifest_shard0_of_4.csv", "mine");
        (await pipeline.RunAsync("--target=Clean", "--yes")).Exits(0);
        Assert.Equal("mine", pipeline.Workspace.Read($"{Output}/manifest_shard0_of_4.csv"));
    }

    [Fact]
    public async Task An_empty_workspace_has_nothing_to_remove()
    {
        using var workspace = new Workspace();
        var result = (await workspace.RunAsync("--target=Clean")).Exits(0);
        foreach (var stage in new[] { "Corpus", "Augment", "MergeManifests" })
            Assert.Contains($"{stage}: nothing to remove", result.Out);
        Assert.Empty(Directory.GetFileSystemEntries(workspace.Root));
    }
}
