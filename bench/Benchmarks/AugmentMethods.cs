using Sluice.Bench.Measuring;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Every built-in method by itself.</summary>
internal sealed class AugmentMethods : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "augment-methods";

    /// <inheritdoc/>
    public string Measures =>
        "each built-in method over 3 000 sentences in this process on one thread, one variant a row, no gate; a row is one sentence in, whether it could be changed or not";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var corpus = await Corpus.LoadAsync(report);
        var resources = corpus.Resources();
        var rows = corpus.Texts.Count;
        var passes = corpus
            .BuiltInMethods()
            .Select(m => (m.Id, Pass: new MethodPass(m, resources, corpus.Texts)))
            .ToList();
        var changed = passes.ToDictionary(p => p.Id, p => p.Pass.Run());
        var timings = await Rounds.RunAsync(
            warmUps: 10,
            rounds: 11,
            [.. passes.Select(p => Contestant.InProcess(p.Id, () => p.Pass.Run()))]
        );
        foreach (var timing in timings)
            report.Time(
                timing,
                $"{Report.Rate(rows, timing.Median, "rows"), 18}  {100.0 * changed[timing.Name] / rows, 3:0} % changed"
            );
    }
}
