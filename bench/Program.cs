using Sluice.Bench;
using Sluice.Bench.Benchmarks;

int[] sizes = [1_000, 10_000, 100_000, 1_000_000];

return await BenchMain.RunAsync(
    args,
    [
        new NoopHost(),
        new Augment7X18(),
        new Synonyms(),
        new AugmentMethods(),
        new AugmentQuality(),
        new CloseWordsTable(),
        new ParquetWriting(),
        new RatioComparison(),
        new MergeBenchmarkComparison(),
        new EvaluateGrid(),
        .. sizes.Select(n => new Noop(n)),
        .. sizes.Skip(1).Select(n => new FirstPlan(n)),
        new RunTrue(),
        new RunInProcess(),
        new SlurmSubmit(),
        new SlurmTrue(),
        new SlurmGrid(),
        new SlurmAugment(),
    ]
);
