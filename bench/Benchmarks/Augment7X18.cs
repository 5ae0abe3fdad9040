using Sluice.Bench.Measuring;
using Sluice.Bench.Running;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Bench.Benchmarks;

/// <summary>The whole augmentation at full size: the whole command, processes and merge included.</summary>
internal sealed class Augment7X18 : IBenchmark
{
    private const int Shards = 7;
    private const int Methods = 18;
    private const double Bar = 60;

    /// <inheritdoc/>
    public string Name => "augment-7x18";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time of ./build.sh --target=MergeManifests --shards {Shards}: {Methods} single methods × 3 000 sentences × 2 variants through the ratio gate, outputs removed before each run; a row is a row of a dataset";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var corpus = await Corpus.LoadAsync(report);
        var ids = corpus.BuiltInMethods().Take(Methods).Select(m => m.Id).ToList();
        if (ids.Count < Methods)
            report.Line(
                $"  Note: only {ids.Count} methods are available here, for want of WordNet."
            );
        report.Line($"  Methods: {string.Join(", ", ids)}");
        using var temp = new TempFolder();
        string[] command =
        [
            Repository.BuildScript,
            "--target=MergeManifests",
            "--workspace",
            temp.Root,
            "--shards",
            $"{Shards}",
            "--set",
            $"augment.methods=[{string.Join(", ", ids)}]",
            "--set",
            $"augment.input={corpus.File}",
        ];
        // Fetches WordNet, and fills the disk cache of the system.
        await Child.TimeAsync(temp.Root, command);
        Contestant Run(string name, bool isCold, params string[] more) =>
            new(
                name,
                () =>
                {
                    temp.Remove("data/processed");
                    if (isCold)
                        temp.Remove("data/cache");
                    return Child.TimeAsync(temp.Root, [.. command, .. more]);
                }
            );
        var timings = await Rounds.RunAsync(
            warmUps: 0,
            rounds: 5,
            [
                Run("cold cache", isCold: true),
                Run("warm cache", isCold: false),
                Run("without a cache", isCold: false, "--set", "augment.cache.enabled=false"),
            ]
        );
        var rows = Rows(temp["data/processed/augsets/manifest_final.csv"]);
        report.Line($"  Rows produced: {rows:N0}");
        foreach (var timing in timings)
            report.Time(timing, Report.Rate(rows, timing.Median, "rows"));
        report.Ratio("cold cache", timings[0].Median, "without a cache", timings[2].Median);
        report.Ratio("warm cache", timings[1].Median, "without a cache", timings[2].Median);
        report.Bar("warm cache", timings[1].Median, Bar);
        report.Bar("cold cache", timings[0].Median, Bar);
    }

    private static long Rows(string manifest)
    {
        var table = CsvTable.Read(manifest, "rows");
        var rows = table.IndexOf("rows");
        return table.Rows.Sum(row => long.Parse(row[rows]));
    }
}
