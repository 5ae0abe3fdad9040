using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>What it costs to be told that nothing is to be done.</summary>
internal sealed class NoopHost : IBenchmark
{
    private const int Targets = 23;
    private const double ScriptBar = 0.6;
    private const double HostBar = 0.35;

    /// <inheritdoc/>
    public string Name => "noop-host";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time of a run in which everything is up to date: the whole augmentation pipeline (Corpus, Augment, MergeManifests), beside {Targets} targets out/i ← in/i in other tools";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        using var temp = new TempFolder();
        await Child.TimeAsync(temp.Root, Repository.BuildScript, "--workspace", temp.Root);
        var contestants = new List<Contestant>
        {
            Whole("./build.sh", temp.Root, Repository.BuildScript, "--workspace", temp.Root),
            Whole("host alone", temp.Root, "dotnet", Repository.Host, "--workspace", temp.Root),
        };
        var peers = 0;
        foreach (
            var (peer, command) in new (Peer, string[])[]
            {
                (Peer.Ninja, ["ninja"]),
                (Peer.Make, ["make", "-s", "all"]),
                (Peer.Snakemake, ["snakemake", "-q", "-j2"]),
            }
        )
        {
            if (!await peer.IsThereAsync(report))
                continue;
            // Each in a tree of its own: none sees what another made.
            var tree = temp[peer.Program];
            TrivialTree.Write(tree, Targets);
            await Child.TimeAsync(tree, command);
            contestants.Add(Whole(peer.Program, tree, command));
            peers++;
        }
        var timings = await Rounds.RunAsync(warmUps: 2, rounds: 15, contestants);
        foreach (var timing in timings)
            report.Time(timing);
        var (script, host) = (timings[0], timings[1]);
        report.Bar(script.Name, script.Median, ScriptBar);
        report.Bar(host.Name, host.Median, HostBar);
        report.AgainstPeers(script, [.. timings.TakeLast(peers)]);
    }

    private static Contestant Whole(string name, string directory, params string[] command) =>
        new(name, () => Child.TimeAsync(directory, command));
}
