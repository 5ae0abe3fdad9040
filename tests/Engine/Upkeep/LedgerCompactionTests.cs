using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Upkeep;
using Sluice.Tests.Engine.Planning;
using static Sluice.Tests.Engine.Planning.LedgerSample;

namespace Sluice.Tests.Engine.Upkeep;

/// <summary>A compacted ledger says what its files said, whatever happens while it is made and to it later.</summary>
public sealed class LedgerCompactionTests : IDisposable
{
    private readonly LedgerSample _sample = new();
    private readonly TestStage _stage = new();

    private string BaseFile => Assert.Single(Directory.GetFiles(_sample.Directory, "*.base"));

    [Fact]
    public void A_compacted_ledger_says_the_same_as_before()
    {
        Fill();
        var before = _sample.Open();
        Compact();
        var after = _sample.Open();

        Assert.Empty(Directory.GetFiles(_sample.Directory, "*.jsonl"));
        Assert.Equal(Told(before), Told(after));
        Assert.Equal(before.Generation, after.Generation);
        Assert.Equal(before.PartsOf(before.Done("a")!), after.PartsOf(after.Done("a")!));
        Assert.Empty(after.Problems);
    }

    [Fact]
    public void Records_that_follow_supersede_compacted_ones_and_are_compacted_in_turn()
    {
        Fill();
        Compact();
        _sample.Write("later", Done("a", 1, "later", generation: 9, fingerprint: "new"));
        _sample.Write("earlier", Done("b", 1, "earlier", generation: 0, fingerprint: "old"));
        for (var round = 0; round < 3; round++)
        {
            var ledger = _sample.Open();
            Assert.Equal("new", ledger.Done("a")!.Fingerprint);
            Assert.Equal("f", ledger.Done("b")!.Fingerprint);
            Assert.Equal(9, ledger.Generation);
            Assert.Equal(
                ledger.AllDone.Count,
                ledger.AllDone.Select(d => d.Unit).Distinct().Count()
            );
            Compact();
        }
    }

    [Fact]
    public void The_file_of_a_worker_that_lives_stays()
    {
        _sample.Write("dead", Done("a", 1, "dead"));
        _sample.Write("live", Done("b", 1, "live"));
        Compact(worker => worker == "dead");

        Assert.False(File.Exists(_sample.FileOf("dead")));
        Assert.True(File.Exists(_sample.FileOf("live")));
        Assert.Equal(2, _sample.Open().AllDone.Count);
    }

    [Fact]
    public void A_file_that_grew_since_it_was_read_stays()
    {
        _sample.Write("w", Done("a"));
        var ledger = _sample.Open();
        File.AppendAllBytes(_sample.FileOf("w"), LedgerFormat.Done(Done("b", 2)));
        new LedgerCompaction(ledger, _sample.Directory, _ => true).Run(_stage.Plan());

        Assert.NotNull(_sample.Open().Done("b"));
        Assert.Equal(2, _sample.Open().AllDone.Count);
    }

    [Fact]
    public void Two_compactors_at_once_lose_nothing()
    {
        Fill();
        var told = Told(_sample.Open());
        var first = _sample.Open();
        var second = _sample.Open();
        _sample.Write("x", Done("only first saw it", 1, "x"));
        first.Refresh();
        new LedgerCompaction(first, _sample.Directory, _ => true).Run(_stage.Plan());
        new LedgerCompaction(second, _sample.Directory, _ => true).Run(_stage.Plan());

        Assert.Equal(2, Directory.GetFiles(_sample.Directory, "*.base").Length);
        Assert.NotNull(_sample.Open().Done("only first saw it"));
        Compact();
        Assert.Equal(
            [.. told.Append("only first saw it f x:1").Order(StringComparer.Ordinal)],
            Told(_sample.Open())
        );
        _ = BaseFile;
    }

    [Fact]
    public void A_reader_from_before_reads_on_after()
    {
        Fill();
        var reader = _sample.Open();
        var told = Told(reader);
        Compact();
        // What the reader has from files that are gone, it still has.
        Assert.Equal(told, Told(reader));
        _sample.Write("later", Done("new", 1, "later", generation: 9));
        reader.Refresh();

        Assert.NotNull(reader.Done("new"));
        Assert.Equal(told.Count + 1, Told(reader).Count);
        Compact();
        reader.Refresh();
        Assert.NotNull(reader.Done("new"));
        Assert.Equal(told.Count + 1, Told(reader).Count);
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_a_base_file_loses_little_and_changes_no_record()
    {
        Fill();
        Compact();
        var told = Told(_sample.Open()).ToHashSet();
        var file = BaseFile;
        var bytes = File.ReadAllBytes(file);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(file, bytes);
            var ledger = _sample.Open();

            var now = Told(ledger);
            Assert.True(now.All(told.Contains), $"byte {i}: {string.Join('\n', now)}");
            Assert.True(now.Count >= told.Count - 1, $"byte {i} cost {told.Count - now.Count}");
            Assert.True(now.Count == told.Count || ledger.Problems.Count > 0, $"byte {i}");
            bytes[i] ^= (byte)(1 << (i % 8));
        }
    }

    [Fact]
    public void A_base_file_cut_at_any_byte_keeps_its_whole_records()
    {
        Fill();
        Compact();
        var told = Told(_sample.Open()).ToHashSet();
        var file = BaseFile;
        var bytes = File.ReadAllBytes(file);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(file, bytes[..length]);
            var ledger = _sample.Open();

            Assert.True(Told(ledger).All(told.Contains));
            Assert.NotEmpty(ledger.Problems);
        }
    }

    [Fact]
    public void Damage_is_put_aside_and_what_was_readable_kept()
    {
        Fill();
        Compact();
        var told = Told(_sample.Open());
        var bytes = File.ReadAllBytes(BaseFile);
        bytes[^40] ^= 1;
        File.WriteAllBytes(BaseFile, bytes);
        var damaged = Path.GetFileName(BaseFile);
        Compact();

        Assert.Equal(told, Told(_sample.Open()));
        Assert.Empty(_sample.Open().Problems);
        Assert.True(
            File.Exists(Path.Combine(_sample.Directory, LedgerCompaction.Damaged, damaged))
        );
    }

    [Fact]
    public void A_base_file_of_a_newer_version_is_refused_by_name()
    {
        Directory.CreateDirectory(_sample.Directory);
        File.WriteAllBytes(
            Path.Combine(_sample.Directory, "x.base"),
            ChecksummedLine.Of(json =>
            {
                json.WriteString("t", "ledger");
                json.WriteNumber("version", 2);
            })
        );

        var error = Assert.Throws<UserError>(() => _sample.Open());
        Assert.Contains("x.base", error.Message);
        Assert.Contains("ledger format 2", error.Message);
    }

    [Fact]
    public void An_index_of_a_newer_version_is_refused_though_the_header_is_not()
    {
        Fill();
        Compact();
        var file = BaseFile;
        var bytes = File.ReadAllBytes(file);
        var start = bytes.AsSpan().IndexOf("{\"t\":\"index\",\"version\":1"u8);
        var end = start + bytes.AsSpan(start).IndexOf((byte)'\n');
        // Its last 18 bytes are the checksum of what stands before.
        var body = bytes.AsSpan(start, end - start - 18);
        body["{\"t\":\"index\",\"version\":".Length] = (byte)'2';
        System.Text.Encoding.ASCII.GetBytes(
            $",\"crc\":\"{ChecksummedLine.Checksum(body)}\"}}",
            bytes.AsSpan(end - 18)
        );
        File.WriteAllBytes(file, bytes);

        var error = Assert.Throws<UserError>(() => _sample.Open());
        Assert.Contains(file, error.Message);
        Assert.Contains("ledger format 2", error.Message);
    }

    public void Dispose()
    {
        _sample.Dispose();
        _stage.Dispose();
    }

    private void Fill()
    {
        _sample.Write(
            "w",
            Done("a", 1),
            Failed("z", 2),
            Done("b", 3),
            Done("two outputs", 4) with
            {
                Outputs =
                [
                    new("x", new(1, 2, 3, 4), "aa"),
                    new("y", new(5, 6, 7, 8), "bb"),
                    new("z", new(9, 6, 7, 8), "cc"),
                ],
            },
            Done("none", 5) with
            {
                Outputs = [],
            }
        );
        _sample.Write("v", Done("c", 1, "v"), Done("a", 2, "v", second: -5));
    }

    private void Compact(Func<string, bool>? hasEnded = null) =>
        new LedgerCompaction(_sample.Open(), _sample.Directory, hasEnded ?? (_ => true)).Run(
            _stage.Plan()
        );

    private static IReadOnlyList<string> Told(Ledger ledger) =>
        [
            .. ledger
                .AllDone.Select(d => $"{d.Unit} {d.Fingerprint} {d.Id}")
                .Concat(ledger.Failed("z") is { } f ? [$"{f.Unit} failed {f.Error}"] : [])
                .Order(StringComparer.Ordinal),
        ];
}
