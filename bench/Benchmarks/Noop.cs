using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Everything is up to date, in a tree that all tools share.</summary>
internal sealed class Noop(int units) : IBenchmark
{
    private const double MemoryBar = 2e9;

    // What is slower by far is measured where it does not take the afternoon.
    private readonly (Peer Peer, string[] Command, int MostUnits, int MostRounds)[] _peers =
    [
        (Peer.Ninja, ["ninja"], int.MaxValue, int.MaxValue),
        (Peer.Make, ["make", "-s", "all"], 10_000, 5),
        (Peer.Make, ["make", "-s", "all"], 100_000, 1),
        (Peer.Snakemake, ["snakemake", "-q", "all", "-j2"], 10_000, 3),
    ];

    /// <inheritdoc/>
    public string Name => $"noop-{units}";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time of the whole command when {units:N0} units out/i.txt ← in/i.txt are up to date, all tools in one tree; ours is the host with Cake and stage Copy";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        await BenchHost.PublishAsync();
        var peers = new List<(Peer Peer, string[] Command, int MostRounds)>();
        foreach (var (peer, command, mostUnits, mostRounds) in _peers)
            if (
                units <= mostUnits
                && peers.All(p => p.Peer != peer)
                && await peer.IsThereAsync(report)
            )
                peers.Add((peer, command, mostRounds));
        if (await MadeTree.MakeAsync(report, units, [.. peers.Select(p => p.Peer)]) is not { } tree)
            return;
        await BenchHost.RequireUpToDateAsync(tree);
        var ours = BenchHost.Run("Copy", tree);
        var timings = await Rounds.RunAsync(
            warmUps: 1,
            rounds: units switch
            {
                <= 1_000 => 15,
                <= 10_000 => 11,
                <= 100_000 => 7,
                _ => 3,
            },
            [
                new("sluice", () => Child.TimeAsync(tree, ours)),
                new("sluice, its start alone", () => Child.TimeAsync(tree, [.. ours, "--tree"])),
                .. peers.Select(p => new Contestant(
                    p.Peer.Program,
                    () => Child.TimeAsync(tree, p.Command)
                )
                {
                    MostRounds = p.MostRounds,
                }),
            ]
        );
        await BenchHost.RequireUpToDateAsync(tree);
        foreach (var timing in timings)
            report.Time(timing, $"{timing.Median / units * 1e6:0.00} µs a unit");
        await SystemCalls.ReportAsync(report, tree, ours, units);
        var peak = await BenchHost.PeakAsync(tree);
        report.Line($"  peak memory {peak / 1e6:N0} MB; the bar is {MemoryBar / 1e6:N0} MB");
        if (timings.FirstOrDefault(t => t.Name == Peer.Ninja.Program) is { } ninja)
            report.Ratio(
                timings[0].Name,
                timings[0].Median,
                "(ninja + our start)",
                ninja.Median + timings[1].Median
            );
        report.AgainstPeers(timings[0], [.. timings.Skip(2)]);
    }
}
