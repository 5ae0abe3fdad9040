using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Starting commands that do nothing: what a unit costs besides its work.</summary>
internal sealed class RunTrue : IBenchmark
{
    private const int Commands = 10_000;

    /// <inheritdoc/>
    public string Name => "run-true";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time of the whole command for {Commands:N0} × `true`, two at once, nothing done before; ours logs and records each durably, ninja notes each in its log, parallel in --joblog, xargs keeps nothing";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        await BenchHost.PublishAsync();
        using var temp = new TempFolder();
        TrivialTree.WriteUnits(temp.Root, Commands);
        TrueList.Write(temp.Root, Commands);
        var contestants = new List<Contestant>
        {
            Ours("sluice, 1 shard of 2 slots", temp, "--shards", "1", "--set", "run.slots=2"),
            Ours("sluice, 2 shards of 1 slot", temp, "--shards", "2", "--set", "run.slots=1"),
        };
        foreach (
            var (peer, command, rounds) in new (Peer, string[], int?)[]
            {
                (Peer.Ninja, ["ninja", "-j2", "--quiet"], null),
                (Peer.Xargs, ["xargs", "-P2", "-n1", "-a", "list", "true"], null),
                (Peer.Parallel, ["parallel", "-j2", "--joblog", "joblog", "-a", "list", "true"], 2),
            }
        )
            if (await peer.IsThereAsync(report))
                contestants.Add(
                    new(peer.Program, () => RunAsync(temp, command)) { MostRounds = rounds }
                );
        var timings = await Rounds.RunAsync(warmUps: 0, rounds: 5, contestants);
        foreach (var timing in timings)
            report.Time(timing, Report.Rate(Commands, timing.Median, "commands"));
        foreach (var ours in timings.Take(2).OrderByDescending(t => t.Median))
            report.AgainstPeers(ours, [.. timings.Skip(2)]);
    }

    private static Contestant Ours(string name, TempFolder temp, params string[] options) =>
        new(name, () => RunAsync(temp, BenchHost.Run("True", temp.Root, options)));

    private static Task<double> RunAsync(TempFolder temp, string[] command)
    {
        foreach (var folder in (string[])["out", "logs", ".sluice"])
            temp.Remove(folder);
        foreach (var file in (string[])[".ninja_log", ".ninja_deps", "joblog"])
            File.Delete(temp[file]);
        return Child.TimeAsync(temp.Root, command);
    }
}
