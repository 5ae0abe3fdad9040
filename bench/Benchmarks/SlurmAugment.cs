using Sluice.Bench.Measuring;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>The whole augmentation as jobs, beside the same on this machine.</summary>
internal sealed class SlurmAugment : IBenchmark
{
    private const double More = 10;

    /// <inheritdoc/>
    public string Name => "slurm-augment";

    /// <inheritdoc/>
    public string Measures =>
        "wall time of ./build.sh --shards 7 over 3 000 sentences, all methods, three stages one after the other, from an empty workspace but for the corpus: as job arrays on three nodes of the testbed, and as local shards, on the same two cores";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var corpus = await Corpus.LoadAsync(report);
        if (await Testbed.UpAsync(report) is not { } testbed)
            return;
        await using var _ = testbed;
        using var temp = new TempFolder();
        Task<double> Run(params string[] more)
        {
            foreach (var folder in (string[])["data", "logs", ".sluice"])
                temp.Remove(folder);
            return testbed.TimeAsync(
                temp.Root,
                [
                    Repository.BuildScript,
                    "--workspace",
                    temp.Root,
                    "--shards",
                    "7",
                    "--set",
                    $"augment.input={corpus.File}",
                    .. more,
                ]
            );
        }
        await Run();
        var timings = await Rounds.RunAsync(
            warmUps: 0,
            rounds: 3,
            [new("as jobs", () => Run("--executor", "slurm")), new("local", () => Run())]
        );
        foreach (var timing in timings)
            report.Time(timing);
        report.Line($"  as jobs {timings[0].Median - timings[1].Median:0.0} s more (bar {More} s)");
        report.Bar("as jobs", timings[0].Median, timings[1].Median + More);
    }
}
