using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Upkeep;
using Sluice.Tests.Engine.Planning;

namespace Sluice.Tests.Engine.Properties;

/// <summary>What a ledger says depends on its records alone: not on which files they are in, how often, in which order, or whether they were compacted.</summary>
public sealed class LedgerPropertyTests : IDisposable
{
    // The first three are units of the plan that compaction orders by.
    private static readonly string[] s_units = ["a", "b", "c", "gone", "ü \"\n"];

    private static readonly Gen<LedgerRecord> s_record =
        from unit in Gen.Elements(s_units)
        from generation in Gen.Choose(1, 3)
        from second in Gen.Choose(0, 3)
        from content in Gen.Choose(0, 2)
        from isDone in Gen.Elements(true, true, true, false)
        select isDone
            ? LedgerSample.Done(
                unit,
                generation: generation,
                second: second,
                fingerprint: Sha256Hex.OfText($"{unit} {content}")
            )
            : (LedgerRecord)(
                LedgerSample.Failed(unit) with
                {
                    Generation = generation,
                    At = DateTimeOffset.UnixEpoch.AddSeconds(second),
                }
            );

    private readonly TestStage _stage = new();

    [Fact]
    public void Records_say_the_same_however_they_are_spread_repeated_ordered_read_and_compacted() =>
        Properties.Hold(
            Gen.Choose(0, int.MaxValue).Zip(s_record.ArrayOf(), (seed, records) => (seed, records)),
            tried => Properties.Shorter(tried.records).Select(shorter => (tried.seed, shorter)),
            tried => Play(new Random(tried.seed), [.. tried.records.Select(Numbered)])
        );

    public void Dispose() => _stage.Dispose();

    private static LedgerRecord Numbered(LedgerRecord record, int index) =>
        record with
        {
            Sequence = index + 1,
            Worker = $"w{index % 3}",
        };

    private void Play(Random random, LedgerRecord[] records)
    {
        using var files = new GraphFiles();
        var directory = files["ledger"];
        var kept = Ledger.Open(directory);
        var written = new List<LedgerRecord>();
        var writers = new Dictionary<string, LedgerWriter>();
        var round = 0;
        random.Shuffle(records);
        foreach (var record in records)
        {
            for (var times = random.Next(4) == 0 ? 2 : 1; times > 0; times--)
                WriterOf(random.Next(3)).Append(record, LedgerSample.Shared);
            written.Add(record);
            if (random.Next(4) == 0)
                Compare(written, Refreshed());
            if (random.Next(5) == 0)
                Compact();
        }
        Compare(written, Refreshed());
        Compare(written, Ledger.Open(directory));
        foreach (var writer in writers.Values)
            writer.Dispose();

        Ledger Refreshed()
        {
            kept.Refresh();
            return kept;
        }

        LedgerWriter WriterOf(int file)
        {
            var worker = $"f{file}-{round}";
            return writers.TryGetValue(worker, out var writer)
                ? writer
                : writers[worker] = new LedgerWriter(directory, worker);
        }

        // The files of some workers, which then have ended; or by two at once; or the one that did it
        // was killed before it removed what it had taken in.
        void Compact()
        {
            round++;
            var before = Directory.GetFiles(directory);
            var copies = before.ToDictionary(f => f, File.ReadAllBytes);
            var other = Ledger.Open(directory);
            Compaction(Ledger.Open(directory)).Run(_stage.Plan());
            if (random.Next(3) == 0)
                Compaction(other).Run(_stage.Plan());
            if (random.Next(3) == 0)
                foreach (var (file, bytes) in copies)
                    File.WriteAllBytes(file, bytes);
        }

        LedgerCompaction Compaction(Ledger ledger)
        {
            var living = random.Next(3);
            return new LedgerCompaction(
                ledger,
                directory,
                worker => living == 0 || !worker.StartsWith($"f{living}", StringComparison.Ordinal)
            );
        }
    }

    private static void Compare(List<LedgerRecord> written, Ledger ledger)
    {
        Assert.Empty(ledger.Problems);
        Assert.Equal(written.Select(r => r.Generation).Append(0).Max(), ledger.Generation);
        foreach (var unit in s_units)
        {
            var done = Latest(written.OfType<DoneRecord>(), unit);
            Assert.Equivalent(done, ledger.Done(unit), strict: true);
            Assert.Equivalent(
                Latest(written.OfType<FailedRecord>(), unit),
                ledger.Failed(unit),
                strict: true
            );
            if (done is null)
                continue;
            Assert.Equal([.. LedgerSample.Shared, .. done.OwnParts], ledger.PartsOf(done));
            for (var content = 0; content < 3; content++)
            {
                var fingerprint = Sha256Hex.OfText($"{unit} {content}");
                var isThis = done.Fingerprint == fingerprint;
                var hash = Hash256.Read(Convert.FromHexString(fingerprint));
                Assert.Equal(isThis, ledger.IsDone(unit, hash, null));
                Assert.Equal(isThis, ledger.IsDone(unit, hash, "w9:1"));
                Assert.False(ledger.IsDone(unit, hash, done.Id));
            }
        }
        Assert.Equal(
            written.OfType<DoneRecord>().Select(r => r.Unit).Distinct().Order(),
            ledger.AllDone.Select(r => r.Unit).Order()
        );
    }

    private static T? Latest<T>(IEnumerable<T> records, string unit)
        where T : LedgerRecord =>
        records.Where(r => r.Unit == unit).MaxBy(r => (r.Generation, r.At, r.Sequence));
}
