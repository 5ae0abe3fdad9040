using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>The engine's part of a no-op, at sizes that no pipeline here has yet.</summary>
internal sealed class Planning : IBenchmark
{
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    // A file younger than this is not kept in the hash cache.
    private static readonly TimeSpan UntilSettled = TimeSpan.FromSeconds(2.5);

    /// <inheritdoc/>
    public string Name => "plan";

    /// <inheritdoc/>
    public string Measures =>
        "reading the ledger and planning in this process, everything up to date: one parameter and one output a unit, and with one input each (hash cache read as well); beside ninja's no-op on the same files, process start included, without its log";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var hasNinja = await Peer.Ninja.IsThereAsync(report);
        foreach (var units in Sizes)
            await RunAsync(report, units, hasNinja);
    }

    private static async Task RunAsync(Report report, int units, bool hasNinja)
    {
        using var temp = new TempFolder();
        TrivialTree.WriteMade(temp.Root, units);
        await Task.Delay(UntilSettled);
        var outputs = new SyntheticStage(temp.Root, units, hasInputs: false);
        var inputs = new SyntheticStage(temp.Root, units, hasInputs: true);
        var contestants = new List<Contestant>
        {
            Contestant.InProcess($"{units:N0} units, outputs alone", outputs.Plan),
            Contestant.InProcess($"{units:N0} units, with inputs", inputs.Plan),
            Contestant.InProcess("  of which the ledger", inputs.ReadLedger),
            Contestant.InProcess("  of which the hash cache", inputs.ReadHashes),
        };
        if (hasNinja)
            contestants.Add(
                new($"{units:N0} targets, ninja", () => Child.TimeAsync(temp.Root, "ninja"))
            );
        var timings = await Rounds.RunAsync(warmUps: 3, rounds: 7, contestants);
        foreach (var timing in timings)
            report.Time(timing, $"{timing.Median / units * 1e6:0.0} µs each");
        if (hasNinja)
            report.Ratio(timings[1].Name, timings[1].Median, "ninja", timings[^1].Median);
    }
}
