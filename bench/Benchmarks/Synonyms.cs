using System.Diagnostics;
using Sluice.Bench.Measuring;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Synonym replacement by itself: the method that looks most things up.</summary>
internal sealed class Synonyms : IBenchmark
{
    private const string Id = "nlp_wordnet_syn";
    private const double BarRate = 100_000;

    /// <inheritdoc/>
    public string Name => "synonyms";

    /// <inheritdoc/>
    public string Measures =>
        $"{Id} over 3 000 sentences in this process on one thread, one variant a row, no gate; a row is one sentence in; ratios are our time for a pass ÷ its time at {BarRate:N0} rows/s";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var corpus = await Corpus.LoadAsync(report);
        if (corpus.BuiltInMethods().FirstOrDefault(m => m.Id == Id) is not { } method)
        {
            report.Line($"  {Id} needs WordNet, and there is none: skipped");
            return;
        }
        var rows = corpus.Texts.Count;
        var started = Stopwatch.GetTimestamp();
        var pass = new MethodPass(method, corpus.Resources(), corpus.Texts);
        var loaded = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var produced = pass.Run();
        var cold = Stopwatch.GetElapsedTime(started).TotalSeconds;

        // The same again with what the first pass compiled: a new thesaurus has looked nothing up yet.
        pass = new MethodPass(method, corpus.Resources(), corpus.Texts);
        started = Stopwatch.GetTimestamp();
        pass.Run();
        var fresh = Stopwatch.GetElapsedTime(started).TotalSeconds;

        var timings = await Rounds.RunAsync(
            warmUps: 30,
            rounds: 31,
            [Contestant.InProcess("warm pass", () => pass.Run())]
        );
        var warm = timings[0];
        report.Line($"  Variants produced: {produced:N0} of {rows:N0} rows");
        report.Time(new Timing("loading WordNet", [loaded]));
        report.Time(
            new Timing("first pass, nothing compiled yet", [cold]),
            Report.Rate(rows, cold, "rows")
        );
        report.Time(
            new Timing("first pass of a new thesaurus", [fresh]),
            Report.Rate(rows, fresh, "rows")
        );
        report.Time(warm, Report.Rate(rows, warm.Median, "rows"));
        report.Bar("warm pass", warm.Median, rows / BarRate);
        report.Bar("first pass", cold, rows / BarRate);
        report.Bar("loading and first pass", loaded + cold, rows / BarRate);
    }
}
