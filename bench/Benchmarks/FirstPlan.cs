using System.Globalization;
using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Planning where there is something to do: everything, or one unit.</summary>
internal sealed class FirstPlan(int units) : IBenchmark
{
    /// <inheritdoc/>
    public string Name => $"plan-{units}";

    /// <inheritdoc/>
    public string Measures =>
        $"whole commands over {units:N0} units out/i.txt ← in/i.txt: the first plan of all, said only (--dryrun, ninja -n) or frozen as well (the shards end at once), hashing every input; and a run with one input changed, its unit run";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        await BenchHost.PublishAsync();
        var hasNinja = await Peer.Ninja.IsThereAsync(report);
        Peer[] peers = hasNinja ? [Peer.Ninja] : [];
        if (await MadeTree.MakeAsync(report, units, peers) is not { } tree)
            return;
        using var temp = new TempFolder();
        // The same inputs by a link, and nothing made.
        var fresh = temp["fresh"];
        TrivialTree.WriteBeside(tree, fresh);
        var rounds = units <= 100_000 ? 5 : 3;

        List<Contestant> first =
        [
            new("first plan, said", () => FirstAsync(fresh, isFrozen: false)),
            new("first plan, frozen", () => FirstAsync(fresh, isFrozen: true)),
        ];
        List<Contestant> one = [new("one of all stale, run", () => OneAsync(tree, Ours(tree)))];
        if (hasNinja)
        {
            first.Add(new("ninja -n, first", () => Child.TimeAsync(fresh, "ninja", "-n")));
            one.Add(new("ninja, one stale", () => OneAsync(tree, ["ninja"])));
        }
        var firsts = await Rounds.RunAsync(warmUps: 1, rounds, first);
        var ones = await Rounds.RunAsync(warmUps: 1, rounds, one);
        foreach (var timing in firsts.Concat(ones))
            report.Time(timing, $"{timing.Median / units * 1e6:0.00} µs a unit");
        if (!hasNinja)
        {
            report.Line("  no peer is here, and no bar is set: no ratio");
            return;
        }
        report.Ratio(firsts[0], firsts[2]);
        report.Ratio(firsts[1], firsts[2]);
        report.Ratio(ones[0], ones[1]);
    }

    private static string[] Ours(string tree) => BenchHost.Run("Copy", tree);

    private static async Task<double> FirstAsync(string tree, bool isFrozen)
    {
        foreach (var state in (string[])["out", ".sluice", "logs"])
            if (Directory.Exists(Path.Combine(tree, state)))
                Directory.Delete(Path.Combine(tree, state), recursive: true);
        var run = isFrozen
            ? new Invocation(tree, Ours(tree))
            {
                Environment = new() { ["BENCH_WORKER"] = "none" },
                ExitCode = 1,
            }
            : new Invocation(tree, [.. Ours(tree), "--dryrun"]);
        return (await Child.RunAsync(run)).Seconds;
    }

    // Whose turn it is changes the input again: what the other made of it stands, and is stale.
    private async Task<double> OneAsync(string tree, string[] command)
    {
        await File.WriteAllTextAsync(
            TrivialTree.Input(tree, units / 2),
            DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture)
        );
        return await Child.TimeAsync(tree, command);
    }
}
