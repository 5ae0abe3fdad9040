using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>The host works from any directory, however build.sh is reached.</summary>
public sealed class PlaceTests
{
    [Fact]
    public async Task Build_sh_is_reached_by_a_relative_path()
    {
        using var pipeline = new SmallPipeline();
        var script = Path.GetRelativePath(
            pipeline.Workspace.Root,
            Path.Combine(Repository.Root, "build.sh")
        );
        (
            await Shell.RunAsync(
                pipeline.Workspace.Root,
                "bash",
                script,
                "--workspace",
                ".",
                "--shards=2"
            )
        ).Exits(0);
        Assert.True(pipeline.Workspace.Has(SmallPipeline.Dataset("nlp_ocr")));
        Assert.Equal([], await pipeline.RedoneAsync());
    }

    [Fact]
    public async Task A_directory_beside_build_sh_does()
    {
        using var pipeline = new SmallPipeline();
        var directory = Path.Combine(Repository.Root, "pipeline");
        (
            await Shell.RunAsync(
                directory,
                "bash",
                "../build.sh",
                "--workspace",
                pipeline.Workspace.Root,
                "--dryrun"
            )
        ).Exits(0);
        Assert.False(Directory.Exists(Path.Combine(directory, "data")));
    }

    [Fact]
    public async Task A_link_to_build_sh_does()
    {
        using var pipeline = new SmallPipeline();
        File.CreateSymbolicLink(
            pipeline.Workspace["sluice"],
            Path.Combine(Repository.Root, "build.sh")
        );
        (
            await Shell.RunAsync(
                pipeline.Workspace.Root,
                "bash",
                "sluice",
                "--workspace",
                ".",
                "--dryrun"
            )
        ).Exits(0);
    }
}
