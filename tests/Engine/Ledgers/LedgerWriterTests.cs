using Sluice.Engine.Ledgers;
using Sluice.Tests.Engine.Planning;
using static Sluice.Tests.Engine.Planning.LedgerSample;

namespace Sluice.Tests.Engine.Ledgers;

/// <summary>What the writer says is recorded can be read by everybody.</summary>
public sealed class LedgerWriterTests : IDisposable
{
    private readonly LedgerSample _sample = new();

    [Fact]
    public void Records_of_many_threads_are_all_durable_when_their_calls_return()
    {
        const int threads = 8;
        const int each = 40;
        var missing = 0;
        using (var writer = new LedgerWriter(_sample.Directory, "w"))
            Parallel.For(
                0,
                threads,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                thread =>
                {
                    for (var i = 0; i < each; i++)
                    {
                        writer.Append(Done($"{thread}-{i}", writer.NextSequence()), Shared);
                        if (_sample.Open().Done($"{thread}-{i}") is null)
                            Interlocked.Increment(ref missing);
                    }
                }
            );

        var ledger = _sample.Open();
        Assert.Equal(0, missing);
        Assert.Equal(threads * each, ledger.AllDone.Count);
        Assert.Equal(threads * each, ledger.AllDone.Select(d => d.Id).Distinct().Count());
        Assert.Empty(ledger.Problems);
        // Header and shared parts once each.
        Assert.Equal(threads * each + 2, File.ReadLines(_sample.FileOf("w")).Count());
    }

    [Fact]
    public void A_batch_is_recorded_in_its_order_and_numbers()
    {
        using (var writer = new LedgerWriter(_sample.Directory, "w"))
            writer.Append(
                [
                    Failed("a", writer.NextSequence()),
                    Done("a", writer.NextSequence()),
                    .. Enumerable.Range(0, 3000).Select(i => Done($"u{i}", writer.NextSequence())),
                ],
                Shared
            );

        var ledger = _sample.Open();
        Assert.Equal(3001, ledger.AllDone.Count);
        Assert.Equal(3002, ledger.Done("u2999")!.Sequence);
        Assert.Equal(1, ledger.Failed("a")!.Sequence);
        Assert.Equal(3004, File.ReadLines(_sample.FileOf("w")).Count());
    }

    [Fact]
    public void Shared_parts_stand_before_the_first_record_that_names_them()
    {
        _sample.Write("w", Done("a"));

        Assert.Collection(
            File.ReadLines(_sample.FileOf("w")),
            line => Assert.StartsWith("{\"t\":\"ledger\",\"version\":1,", line),
            line => Assert.StartsWith("{\"t\":\"shared\",", line),
            line => Assert.StartsWith("{\"t\":\"done\",", line)
        );
    }

    [Fact]
    public void A_worker_without_a_record_leaves_no_file()
    {
        using (new LedgerWriter(_sample.Directory, "w")) { }

        Assert.False(Directory.Exists(_sample.Directory));
    }

    [Fact]
    public void A_second_writer_of_the_same_file_is_refused()
    {
        _sample.Write("w", Done("a"));

        Assert.Throws<IOException>(() => _sample.Write("w", Done("b")));
        Assert.Null(_sample.Open().Done("b"));
    }

    [Fact]
    public void After_a_failed_write_nothing_more_is_written()
    {
        File.WriteAllText(_sample.Directory, "a file where the directory should be");
        using var writer = new LedgerWriter(_sample.Directory, "w");
        Assert.ThrowsAny<IOException>(() => writer.Append(Done("a"), Shared));
        File.Delete(_sample.Directory);

        Assert.Throws<IOException>(() => writer.Append(Done("b"), Shared));
        Assert.Empty(_sample.Open().AllDone);
    }

    [Theory]
    [InlineData("a lone \ud83d surrogate")]
    [InlineData("\0\u0001\u2028\ufffe")]
    public void Any_error_text_can_be_recorded(string error)
    {
        _sample.Write("w", Failed("a", 1, error));

        Assert.NotNull(_sample.Open().Failed("a"));
    }

    public void Dispose() => _sample.Dispose();
}
