using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Units that do nothing within a shard's own process: the engine's overhead and nothing else.</summary>
internal sealed class RunInProcess : IBenchmark
{
    private const int Units = 100_000;
    private const double BarEach = 1e-4;

    /// <inheritdoc/>
    public string Name => "run-inprocess";

    /// <inheritdoc/>
    public string Measures =>
        $"{Units:N0} units whose built-in worker does nothing, each recorded durably, no outputs: wall time of the whole command less that of its no-op, ÷ units";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        await BenchHost.PublishAsync();
        using var temp = new TempFolder();
        TrivialTree.WriteUnits(temp.Root, Units);
        Contestant Run(string name, params string[] options) =>
            new(
                name,
                () =>
                {
                    foreach (var folder in (string[])["out", "logs", ".sluice"])
                        temp.Remove(folder);
                    return Child.TimeAsync(temp.Root, BenchHost.Run("Nothing", temp.Root, options));
                }
            );
        var timings = await Rounds.RunAsync(
            warmUps: 0,
            rounds: 3,
            [
                Run("1 shard of 1 slot", "--shards", "1"),
                Run("2 shards of 1 slot", "--shards", "2"),
                new(
                    "nothing to do",
                    () => Child.TimeAsync(temp.Root, BenchHost.Run("Nothing", temp.Root))
                ),
            ]
        );
        var noop = timings[2].Median;
        foreach (var timing in timings)
            report.Time(timing, $"{timing.Median / Units * 1e6:0.0} µs a unit");
        // No peer runs work within its own process: the ratios are against the bar.
        foreach (var timing in timings.Take(2).OrderByDescending(t => t.Median))
            report.Bar($"{timing.Name}, a unit", (timing.Median - noop) / Units, BarEach);
    }
}
