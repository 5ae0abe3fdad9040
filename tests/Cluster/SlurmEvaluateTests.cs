using Sluice.Tests.EndToEnd;
using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>A grid as jobs of several widths at once, and its report behind it.</summary>
[Collection("slurm")]
[Trait("Takes", "long")]
public sealed class SlurmEvaluateTests(SlurmCluster cluster)
{
    [Fact]
    public async Task Three_widths_at_once_do_every_cell_once_and_one_element_makes_the_report()
    {
        await cluster.NeedAsync();
        using var work = new EvaluateWorkspace();
        string[] grid =
        [
            "--set=run.id=r1",
            "--set=evaluate.models.410m.checkpoints=[step1, step2, step4, step8, step16]",
        ];

        // None takes part in what another has submitted: each plans all cells.
        string[] apart = ["--set=slurm.adopt=false", .. grid];
        var all = new[]
        {
            Start(work, "0.3", ["--shards=2", .. apart]),
            Start(work, "0.3", ["--shards=3", "--set=evaluate.split_by=unit", .. apart]),
            Start(work, "0.3", ["--shards=5", .. apart]),
        };
        foreach (var ended in await Task.WhenAll(all.Select(EndAsync)))
            ended.Exits(0);
        Assert.Equal(20, work.Calls.Count);
        Assert.Equal(20, work.Calls.Distinct().Count());
        Assert.Equal(20, work.Rows("r1").Count);
        Assert.Equal(
            20,
            Directory
                .EnumerateFiles(
                    work.Files["runs/eval/r1"],
                    "done.json",
                    SearchOption.AllDirectories
                )
                .Count()
        );

        // What is more to do is done before the report, which no process here waits for.
        grid[1] = grid[1].Replace("step16]", "step16, step32]");
        var report = await EndAsync(
            Start(work, "0", ["--target=EvaluateReport", "--shards=3", .. grid])
        );
        Assert.Contains("EvaluateReport: 1 done", report.Exits(0).Out);
        Assert.Equal(24, work.Calls.Distinct().Count());
        Assert.Equal(25, File.ReadAllLines(work.Files["runs/eval/r1/report/scores.csv"]).Length);
        Assert.Matches("EvaluateReport: job [0-9]+, 1 element, planned there", report.Out);
    }

    private RunningHost Start(EvaluateWorkspace work, string slow, params string[] args) =>
        work.Start(
            new Dictionary<string, string>(
                cluster.Variables.ToDictionary(v => v.Key, v => v.Value ?? "")
            )
            {
                ["SLOW"] = slow,
            },
            ["--executor=slurm", "--set=slurm.interval=1s", .. args]
        );

    private static Task<HostResult> EndAsync(RunningHost host) =>
        host.EndAsync(TimeSpan.FromMinutes(4));
}
