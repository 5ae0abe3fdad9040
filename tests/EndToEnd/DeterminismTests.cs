using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>The same input gives the same bytes, however the work is cut.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public async Task Shards_threads_and_a_warm_cache_leave_every_byte_as_it_is()
    {
        string[] pairs = ["--combo-mode=bounded_k"];
        using var one = await MadeAsync([.. pairs, "--shards=1"]);
        var expected = one.Workspace.Hashes(Output, "dataset.parquet");
        Assert.Equal(6, expected.Count);

        foreach (
            var args in new[]
            {
                "--shards=3 --num-proc=4",
                "--shards=7 --set=augment.cache.enabled=false",
            }
        )
        {
            using var other = await MadeAsync([.. pairs, .. args.Split(' ')]);
            Assert.Equal(expected, other.Workspace.Hashes(Output, "dataset.parquet"));
        }

        (await one.RunAsync([.. pairs, "--shards=3", "--force"])).Exits(0);
        Assert.Equal(expected, one.Workspace.Hashes(Output, "dataset.parquet"));
    }
}
