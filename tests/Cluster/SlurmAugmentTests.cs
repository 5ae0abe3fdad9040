using Sluice.Tests.EndToEnd;
using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>The augmentation pipeline as users start it, on a cluster.</summary>
[Collection("slurm")]
[Trait("Takes", "long")]
public sealed class SlurmAugmentTests(SlurmCluster cluster)
{
    [Fact]
    public async Task Jobs_make_the_same_bytes_as_local_shards()
    {
        await cluster.NeedAsync();
        using var local = await SmallPipeline.MadeAsync();
        using var jobs = new SmallPipeline();
        await RunAsync(jobs, "--shards", "3");
        Assert.Equal(Made(local), Made(jobs));
        var again = await RunAsync(jobs, "--shards", "5");
        Assert.Contains("Augment: 0 of 3 units stale", again.Out);
    }

    [Fact]
    public async Task A_self_contained_host_needs_no_dotnet_on_the_node()
    {
        await cluster.NeedAsync();
        using var jobs = new SmallPipeline();
        var ended = await RunAsync(
            jobs,
            "--self-contained",
            "--set",
            "slurm.setup=[\"PATH=/nowhere; unset DOTNET_ROOT; ! command -v dotnet || exit 9\"]"
        );
        Assert.Contains("MergeManifests: 1 done", ended.Out);
    }

    private async Task<HostResult> RunAsync(SmallPipeline pipeline, params string[] args) =>
        (
            await pipeline
                .Workspace.Start(
                    cluster.Variables.ToDictionary(v => v.Key, v => v.Value ?? ""),
                    ["--executor", "slurm", "--set", "slurm.interval=1s", .. args]
                )
                .EndAsync(TimeSpan.FromMinutes(6))
        ).Exits(0);

    private static IReadOnlyDictionary<string, string> Made(SmallPipeline pipeline) =>
        pipeline
            .Workspace.Hashes(SmallPipeline.Output, "*.parquet")
            .Concat(pipeline.Workspace.Hashes(SmallPipeline.Output, "manifest_final.csv"))
            .ToDictionary();
}
