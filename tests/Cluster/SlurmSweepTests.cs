using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>Stages of a sweep as dependent arrays.</summary>
[Collection("slurm")]
[Trait("Takes", "long")]
public sealed class SlurmSweepTests(SlurmCluster cluster)
{
    [Fact]
    public async Task Stages_run_as_arrays_that_wait_for_each_other_and_values_arrive_unchanged()
    {
        await cluster.NeedAsync();
        using var workspace = new Workspace();
        workspace.Write(
            "configs/sweep.yaml",
            """
            sweep:
              stages:
                fit:
                  matrix: {x: ["a b", "c,d", "q'u\"o"], seed: 1..2}
                  command: [sh, -c, 'echo "$1 $2 $SLURM_MEM_PER_NODE" > "$3"', sh, "{x}", "{seed}", "{output}"]
                  outputs: ["{x}-{seed}.txt"]
                  slurm: {mem: 100M}
                  resources:
                    big: {when: {seed: 2}, slurm: {mem: 200M}}
                join:
                  matrix: {x: ["a b", "c,d", "q'u\"o"]}
                  inputs_from: [fit]
                  command: [sh, -c, 'out=$1; shift; cat "$@" > "$out"', sh, "{output}", "{inputs}"]
                  outputs: ["{x}.txt"]

            """
        );
        var ended = await RunAsync(workspace);
        Assert.Contains("join: 3 done, 0 failed, 0 not run", ended.Out);
        foreach (var x in (string[])["a b", "c,d", "q'u\"o"])
            Assert.Equal($"{x} 1 100\n{x} 2 200\n", workspace.Read($"results/join/{x}.txt"));
        Assert.Contains("join: 0 of 3 units stale", (await RunAsync(workspace)).Out);
    }

    private async Task<HostResult> RunAsync(Workspace workspace) =>
        (
            await workspace
                .Start(
                    cluster.Variables.ToDictionary(v => v.Key, v => v.Value ?? ""),
                    "--target=Sweep",
                    "--executor=slurm",
                    "--shards=2",
                    "--set=slurm.interval=1s"
                )
                .EndAsync(TimeSpan.FromMinutes(4))
        ).Exits(0);
}
