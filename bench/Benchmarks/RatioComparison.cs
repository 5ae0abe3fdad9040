using System.Globalization;
using System.Text.Json;
using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Quality;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Bench.Benchmarks;

/// <summary>The gate's measure beside the one it reproduces.</summary>
internal sealed class RatioComparison : IBenchmark
{
    private const int Length = 100;
    private const int Pairs = 2000;

    /// <inheritdoc/>
    public string Name => "ratio";

    /// <inheritdoc/>
    public string Measures =>
        $"Ratcliff–Obershelp ratio of {Pairs:N0} pairs (a sentence of {Length} characters, and the same with typing errors), on one thread; times are per comparison";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var corpus = await Corpus.LoadAsync(report);
        var pairs = MakePairs(corpus);
        var measure = new RatcliffObershelp();
        var ourSum = 0.0;
        var contestants = new List<Contestant>
        {
            Contestant.InProcess(
                "ratio",
                () => ourSum = pairs.Sum(p => measure.Compare(p[0], p[1]))
            ),
            Contestant.InProcess(
                "upper bound alone",
                () => pairs.Sum(p => measure.UpperBound(p[0], p[1]))
            ),
        };
        using var temp = new TempFolder();
        string? theirSum = null;
        if (await Peer.Python.IsThereAsync(report))
        {
            await File.WriteAllTextAsync(temp["pairs.json"], JsonSerializer.Serialize(pairs));
            contestants.Add(new("difflib", () => Task.FromResult(Difflib(temp, out theirSum))));
        }
        var timings = (await Rounds.RunAsync(warmUps: 3, rounds: 9, contestants))
            .Select(t => new Timing(t.Name, [.. t.Seconds.Select(s => s / Pairs)]))
            .ToList();
        foreach (var timing in timings)
            report.Time(timing);
        if (theirSum is null)
            return;
        report.Ratio("ratio", timings[0].Median, "difflib", timings[2].Median);
        report.Line(
            theirSum == ourSum.ToString("R", CultureInfo.InvariantCulture)
                ? "  The sums of all ratios are equal to the last bit."
                : $"  The sums of all ratios differ: {ourSum:R} and {theirSum}."
        );
    }

    private static string[][] MakePairs(Corpus corpus)
    {
        var typing = MethodCatalog
            .Resolve(
                corpus.BuiltInMethods().Single(m => m.Id == "nlp_keyboard"),
                corpus.Resources()
            )
            .Method!;
        // Sentences joined and cut again, so that all pairs are of one length.
        var text = string.Join(' ', corpus.Texts);
        return
        [
            .. text.Chunk(Length)
                .Take(Pairs)
                .Select(
                    (chunk, i) =>
                    {
                        var sentence = new string(chunk);
                        var random = new RowRandom((ulong)i);
                        return new[] { sentence, typing.Apply(sentence, random) ?? sentence };
                    }
                ),
        ];
    }

    private static double Difflib(TempFolder temp, out string sum)
    {
        var script = Path.Combine(Repository.Root, "bench", "Peers", "difflib_ratio.py");
        var output =
            Child.Output(temp.Root, "python3", script, temp["pairs.json"])
            ?? throw new ChildFailure($"python3 {script} failed");
        var parts = output.Split(' ');
        sum = parts[1];
        return double.Parse(parts[0], CultureInfo.InvariantCulture);
    }
}
