using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Upkeep;
using Sluice.Tests.Engine.Faults;
using static Sluice.Tests.Engine.Planning.LedgerSample;

namespace Sluice.Tests.Engine.Planning;

/// <summary>Compaction that dies, and compaction among those who write, read and compact.</summary>
public sealed class CompactionUnderFireTests : IDisposable
{
    private const int Input = 5;
    private readonly LedgerSample _sample = new();
    private readonly TestStage _stage = new();

    [Fact]
    public void A_compaction_that_dies_at_any_operation_loses_no_record()
    {
        var plan = _stage.Plan();
        for (var point = 1; ; point++)
        {
            if (Directory.Exists(_sample.Directory))
                Directory.Delete(_sample.Directory, recursive: true);
            _sample.Write("a", Done("one", 1, "a"), Failed("two", 2));
            Compact(plan, _sample.Open());
            _sample.Write("b", Done("one", 1, "b", generation: 2), Done("three", 2, "b"));
            var ledger = _sample.Open();
            var disk = new FailingDisk(_sample.Directory, point, Input, forGood: true);
            Exception? death;
            using (FailingDisks.Install(disk))
                death = Record.Exception(() => Compact(plan, ledger));
            Assert.Equal(disk.IsFrozen, death is IOException);

            AssertAll();
            Compact(plan, _sample.Open());
            AssertAll();
            if (!disk.IsFrozen)
                break;
        }

        void AssertAll()
        {
            var ledger = _sample.Open();
            Assert.Equal("b:1", ledger.Done("one")!.Id);
            Assert.NotNull(ledger.Done("three"));
            Assert.NotNull(ledger.Failed("two"));
            Assert.Equal(2, ledger.AllDone.Count);
            Assert.Empty(ledger.Problems);
        }
    }

    [Fact]
    public async Task Among_writers_readers_and_two_compactors_no_record_is_ever_missed()
    {
        const int files = 60;
        const int each = 20;
        var plan = _stage.Plan();
        var gate = new Lock();
        var ended = new HashSet<string>();
        var written = new HashSet<string>();
        using var end = new CancellationTokenSource();

        var compactors = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Run(() =>
                {
                    while (!end.IsCancellationRequested)
                        Compact(plan, _sample.Open(), HasEnded);
                })
            );
        var readers = Enumerable
            .Range(0, 2)
            .Select(i =>
                Task.Run(() =>
                {
                    var ledger = _sample.Open();
                    while (!end.IsCancellationRequested)
                    {
                        string[] known;
                        lock (gate)
                            known = [.. written];
                        // One reads on, the other begins anew: both know all that was durable before.
                        if (i == 0)
                            ledger.Refresh();
                        else
                            ledger = _sample.Open();
                        foreach (var unit in known)
                            if (ledger.Done(unit) is null)
                                throw new InvalidOperationException($"reader {i} misses {unit}");
                        if (ledger.Problems.Count > 0)
                            throw new InvalidOperationException(ledger.Problems[0]);
                    }
                })
            );
        Task[] others = [.. compactors, .. readers];
        for (var file = 0; file < files && !others.Any(t => t.IsFaulted); file++)
        {
            using (var writer = new LedgerWriter(_sample.Directory, $"w{file}"))
                for (var i = 0; i < each; i++)
                {
                    writer.Append(Done($"{file}-{i}", i + 1, $"w{file}"), Shared);
                    lock (gate)
                        written.Add($"{file}-{i}");
                }
            lock (gate)
                ended.Add($"w{file}");
        }
        await end.CancelAsync();
        await Task.WhenAll(others);

        Compact(plan, _sample.Open());
        var last = _sample.Open();
        Assert.Equal(files * each, last.AllDone.Count);
        Assert.Equal(files * each, last.AllDone.Select(d => d.Id).Distinct().Count());

        bool HasEnded(string worker)
        {
            lock (gate)
                return ended.Contains(worker);
        }
    }

    public void Dispose()
    {
        _sample.Dispose();
        _stage.Dispose();
    }

    private void Compact(Plan plan, Ledger ledger, Func<string, bool>? hasEnded = null) =>
        new LedgerCompaction(ledger, _sample.Directory, hasEnded ?? (_ => true)).Run(plan);
}
