using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>The grid of all of Pythia's checkpoints: what planning it costs, and finding that it is done.</summary>
internal sealed class EvaluateGrid : IBenchmark
{
    private const int Units = PythiaGrid.Units;
    private const double PlanBar = 0.5;
    private const double NoopBar = 1;

    /// <inheritdoc/>
    public string Name => "evaluate-grid";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time of ./build.sh --target=Evaluate over the {Units:N0} cells of 154 checkpoints × 4 layers × 32 tasks: everything done, and nothing done with --dryrun; beside {Units:N0} up-to-date targets out/i ← in/i in other tools";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        using var grid = new PythiaGrid();
        using var temp = new TempFolder();
        await Child.TimeAsync(grid.Root, grid.Run("done"));
        var (_, told) = await Child.RunAsync(new Invocation(grid.Root, grid.Run("done")));
        if (!told.Contains($"Evaluate: 0 of {Units:N0} units stale", StringComparison.Ordinal))
            throw new ChildFailure($"a grid that was done is not up to date:\n{told}");
        var (_, fresh) = await Child.RunAsync(
            new Invocation(grid.Root, grid.Run("fresh", "--dryrun"))
        );
        if (!fresh.Contains($"{Units:N0} of {Units:N0} units stale", StringComparison.Ordinal))
            throw new ChildFailure($"a grid that nobody began is not stale:\n{fresh}");
        var peers = new List<Contestant>();
        foreach (
            var (peer, command, rounds) in new (Peer, string[], int)[]
            {
                (Peer.Ninja, ["ninja"], int.MaxValue),
                (Peer.Make, ["make", "-s", "all"], 3),
                (Peer.Snakemake, ["snakemake", "-q", "-j2"], 3),
            }
        )
        {
            if (!await peer.IsThereAsync(report))
                continue;
            var tree = temp[peer.Program];
            TrivialTree.Write(tree, Units);
            await Child.TimeAsync(tree, command);
            peers.Add(
                new(peer.Program, () => Child.TimeAsync(tree, command)) { MostRounds = rounds }
            );
        }
        string[] one =
        [
            "--dryrun",
            "--set=evaluate.models.410m.checkpoints=[step1]",
            "--set=evaluate.models.410m.layers=[20]",
            "--set=evaluate.tasks=[STS12]",
        ];
        var timings = await Rounds.RunAsync(
            warmUps: 1,
            rounds: 11,
            [
                new("all done", () => Child.TimeAsync(grid.Root, grid.Run("done"))),
                new(
                    "nothing done, --dryrun",
                    () => Child.TimeAsync(grid.Root, grid.Run("fresh", "--dryrun"))
                ),
                new("one cell, --dryrun", () => Child.TimeAsync(grid.Root, grid.Run("fresh", one))),
                .. peers,
            ]
        );
        foreach (var timing in timings)
            report.Time(timing);
        report.Bar("all done", timings[0].Median, NoopBar);
        report.Bar(
            "planning (nothing done − one cell)",
            timings[1].Median - timings[2].Median,
            PlanBar
        );
        report.AgainstPeers(timings[0], [.. timings.Skip(3)]);
    }
}
