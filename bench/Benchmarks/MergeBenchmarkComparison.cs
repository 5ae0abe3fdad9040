using System.Globalization;
using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Merging two large benchmark files beside the obvious program.</summary>
internal sealed class MergeBenchmarkComparison : IBenchmark
{
    private const int Samples = 1_000_000;
    private const double LeastSpeedUp = 5;
    private const double MemoryBar = 1e9;

    // Runs a command and prints last the most memory that any of its processes took, in kB.
    private const string Peak =
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";

    private readonly Dictionary<string, double> _memory = [];

    /// <inheritdoc/>
    public string Name => "merge-benchmark";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time of the whole command that merges two runs' benchmark files, {Samples:N0} samples together, 1 in 50 of the second twice; outputs removed before each run";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        if (!await Peer.Python.IsThereAsync(report))
            return;
        using var temp = new TempFolder();
        var inputs = BenchmarkRuns.Write(temp, Samples);
        var bytes = inputs.Sum(file => new FileInfo(file).Length);
        report.Line($"  inputs of {bytes / 1e6:N0} MB");
        // Builds the host, if need be.
        await Child.TimeAsync(temp.Root, Repository.BuildScript, "--version");
        var output = temp["merged/benchmark_gazevqa.json"];
        var script = Path.Combine(Repository.Root, "bench", "Peers", "merge_benchmarks.py");
        var timings = await Rounds.RunAsync(
            warmUps: 0,
            rounds: 3,
            [
                new(
                    "sluice",
                    () =>
                        MeasureAsync(
                            temp,
                            "sluice",
                            [
                                .. (string[])[Repository.BuildScript, "--workspace", temp.Root],
                                .. (string[])["--target=MergeBenchmark", "--inputs", .. inputs],
                                .. (string[])["--output", output, "--merge_name", "merged"],
                            ]
                        )
                ),
                new(
                    "python3",
                    () =>
                        MeasureAsync(
                            temp,
                            "python3",
                            ["python3", script, output, "merged", .. inputs]
                        )
                )
                {
                    MostRounds = 1,
                },
            ]
        );
        foreach (var timing in timings)
            report.Time(
                timing,
                $"{Report.Rate(Samples, timing.Median, "samples"), 18}  at most {_memory[timing.Name] / 1e6:N0} MB"
            );
        report.Line(
            File.ReadLines(temp["sluice.json"])
                .Where(HasNoTime)
                .SequenceEqual(File.ReadLines(temp["python3.json"]).Where(HasNoTime))
                ? "  Both have written the same, but for created_at."
                : "  They have written different files."
        );
        report.Ratio(
            "peak memory of sluice",
            _memory["sluice"],
            $"the bar of {MemoryBar / 1e6:N0} MB",
            MemoryBar
        );
        report.Ratio(
            "sluice",
            timings[0].Median,
            $"the bar of python3 / {LeastSpeedUp}",
            timings[1].Median / LeastSpeedUp
        );
        report.AgainstPeers(timings[0], [timings[1]]);
    }

    private static bool HasNoTime(string line) => !line.Contains("\"created_at\"");

    private async Task<double> MeasureAsync(TempFolder temp, string name, string[] command)
    {
        temp.Remove("merged");
        Directory.CreateDirectory(temp["merged"]);
        var (seconds, printed) = await Child.RunAsync(
            new Invocation(temp.Root, ["python3", "-c", Peak, .. command])
        );
        var kilobytes = double.Parse(
            printed.TrimEnd().Split('\n')[^1],
            CultureInfo.InvariantCulture
        );
        _memory[name] = Math.Max(_memory.GetValueOrDefault(name), kilobytes * 1024);
        File.Move(temp["merged/benchmark_gazevqa.json"], temp[$"{name}.json"], overwrite: true);
        return seconds;
    }
}
