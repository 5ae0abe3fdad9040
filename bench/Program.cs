using Sluice.Bench;
using Sluice.Bench.Benchmarks;

return await BenchMain.RunAsync(
    args,
    [
        new NoopHost(),
        new Augment7X18(),
        new Synonyms(),
        new AugmentMethods(),
        new ParquetWriting(),
        new RatioComparison(),
        new Planning(),
    ]
);
