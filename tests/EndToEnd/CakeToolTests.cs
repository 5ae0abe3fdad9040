using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>The real Cake tool, through build.cake.</summary>
[Trait("Takes", "long")]
public sealed class CakeToolTests : IAsyncLifetime
{
    public async ValueTask InitializeAsync() =>
        (await Shell.RunAsync(Repository.Root, "dotnet", "tool", "restore")).Exits(0);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_runs_the_same_targets()
    {
        using var pipeline = new SmallPipeline();
        var result = (
            await CakeAsync(
                "--target=Merge",
                "--workspace",
                pipeline.Workspace.Root,
                "--shards",
                "2"
            )
        ).Exits(0);
        Assert.Contains("Total combos: 3", result.Out);
        Assert.True(pipeline.Workspace.Has($"{SmallPipeline.Output}/manifest_final.csv"));
    }

    [Fact]
    public async Task A_dry_run_reaches_our_host()
    {
        using var workspace = new Workspace();
        var result = (await CakeAsync("--dryrun", "--workspace", workspace.Root)).Exits(0);
        Assert.Contains(
            "combo_1_nlp_ocr: input `sentences.csv` will be made by Corpus",
            result.Out
        );
        Assert.Empty(Directory.GetFileSystemEntries(workspace.Root));
    }

    [Theory]
    [InlineData("--tree", "└─Corpus")]
    [InlineData("--description", "augment the sentences")]
    public async Task What_Cake_shows_is_of_our_tasks(string option, string shown) =>
        Assert.Contains(shown, (await CakeAsync(option)).Exits(0).Out);

    [Fact]
    public async Task Exit_codes_are_passed_on()
    {
        (await CakeAsync("--target=Mrge")).Exits(2);
        using var pipeline = new SmallPipeline();
        (await pipeline.RunAsync("--target=Augment")).Exits(0);
        File.Delete(pipeline.Workspace[SmallPipeline.Dataset("nlp_ocr")]);
        (
            await CakeAsync(
                "--target=MergeManifests",
                "--exclusive",
                "--workspace",
                pipeline.Workspace.Root
            )
        ).Exits(1);
    }

    private static Task<HostResult> CakeAsync(params string[] args) =>
        Shell.RunAsync(Repository.Root, ["dotnet", "cake", .. args]);
}
