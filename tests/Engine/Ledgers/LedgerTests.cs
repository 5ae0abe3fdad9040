using System.Text;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Tests.Engine.Planning;
using static Sluice.Tests.Engine.Planning.LedgerSample;

namespace Sluice.Tests.Engine.Ledgers;

/// <summary>Whatever happens to its files, the ledger never crashes and never calls done what is not.</summary>
public sealed class LedgerTests : IDisposable
{
    private readonly LedgerSample _sample = new();

    [Fact]
    public void Records_come_back_as_written()
    {
        var done = Done("blank \"quote\"\nnewline 😀", 2);
        var failed = Failed("b", 3, "error\nwith lines \0 and \u001b");
        _sample.Write("w", done, failed);

        var ledger = _sample.Open();

        Assert.Equivalent(done, ledger.Done(done.Unit), strict: true);
        Assert.Equivalent(failed, ledger.Failed("b"), strict: true);
        Assert.Equal([.. Shared, .. done.OwnParts], ledger.PartsOf(done));
        Assert.Empty(ledger.Problems);
        Assert.Null(_sample.Open().Done("never"));
    }

    [Fact]
    public void A_file_cut_at_any_byte_keeps_exactly_its_whole_records()
    {
        _sample.Write("w", Done("a", 1), Failed("b", 2), Done("c", 3));
        var bytes = File.ReadAllBytes(_sample.FileOf("w"));
        for (var length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(_sample.FileOf("w"), bytes[..length]);
            var ledger = _sample.Open();

            // Lines are header, shared parts, a, b, c: a record counts when its line feed is there.
            var lines = bytes[..length].Count(b => b == '\n');
            Assert.Equal(lines >= 3, ledger.Done("a") is not null);
            Assert.Equal(lines >= 4, ledger.Failed("b") is not null);
            Assert.Equal(lines >= 5, ledger.Done("c") is not null);
            Assert.Empty(ledger.Problems);
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_costs_its_record_and_never_changes_one()
    {
        _sample.Write("w", Done("a", 1), Done("b", 2));
        var bytes = File.ReadAllBytes(_sample.FileOf("w"));
        var records = LineStart(bytes, 2);
        for (var i = 0; i < bytes.Length; i++)
        for (var bit = 0; bit < 8; bit++)
        {
            bytes[i] ^= (byte)(1 << bit);
            File.WriteAllBytes(_sample.FileOf("w"), bytes);
            var ledger = _sample.Open();

            Assert.All(ledger.AllDone, d => Assert.Contains(d.Unit, (string[])["a", "b"]));
            Assert.All(ledger.AllDone, d => Assert.Equal("f", d.Fingerprint));
            Assert.True(ledger.AllDone.Count == 2 || i >= records - 1);
            // Only the last line feed can be lost without a dropped line: then the tail looks torn.
            Assert.True(ledger.Problems.Count > 0 || i == bytes.Length - 1);
            bytes[i] ^= (byte)(1 << bit);
        }
    }

    [Fact]
    public void A_foreign_line_is_reported_with_its_place_and_the_rest_kept()
    {
        _sample.Write("w", Done("a"));
        File.AppendAllText(_sample.FileOf("w"), "someone's note\n\n");
        File.AppendAllBytes(_sample.FileOf("w"), LedgerFormat.Done(Done("b", 2)));

        var ledger = _sample.Open();

        Assert.NotNull(ledger.Done("a"));
        Assert.NotNull(ledger.Done("b"));
        Assert.Equal(2, ledger.Problems.Count);
        Assert.Contains($"{_sample.FileOf("w")}: the record at byte ", ledger.Problems[0]);
    }

    [Fact]
    public void A_whole_line_that_is_no_record_is_reported_too()
    {
        string[] bodies =
        [
            "{\"t\":\"done\",\"u\":null",
            "{\"t\":7",
            "{\"x\":1",
            "{\"t\":\"later\"",
            "{\"t\":\"shared\",\"id\":\"i\",\"parts\":[\"Nonsense\",\"a\",\"b\"]",
            "{\"t\":\"done\",\"u\":\"a\",\"f\":\"f\",\"g\":1,\"at\":\"2026-01-01\",\"w\":\"w\",\"i\":1,\"n\":1,\"s\":1,\"shared\":\"\",\"out\":[[]]",
        ];
        Directory.CreateDirectory(_sample.Directory);
        File.WriteAllBytes(_sample.FileOf("w"), [.. bodies.SelectMany(Sealed)]);

        var ledger = _sample.Open();

        Assert.Equal(bodies.Length, ledger.Problems.Count);
        Assert.Empty(ledger.AllDone);
    }

    [Fact]
    public void A_line_twice_changes_nothing()
    {
        _sample.Write("w", Done("a"));
        File.AppendAllBytes(_sample.FileOf("w"), LedgerFormat.Done(Done("a")));

        Assert.Equal("w:1", _sample.Open().Done("a")!.Id);
        Assert.Single(_sample.Open().AllDone);
    }

    [Fact]
    public void A_newer_version_is_refused_by_name()
    {
        Directory.CreateDirectory(_sample.Directory);
        File.WriteAllBytes(
            _sample.FileOf("w"),
            Sealed("{\"t\":\"ledger\",\"version\":2,\"worker\":\"w\"")
        );

        var error = Assert.Throws<UserError>(() => _sample.Open());

        Assert.Contains(_sample.FileOf("w"), error.Message);
        Assert.Contains("ledger format 2, this one reads up to 1", error.Message);
    }

    [Fact]
    public void A_later_generation_wins_whatever_the_clock_says()
    {
        _sample.Write(
            "late-clock",
            Done("a", 1, "late-clock", generation: 1, second: 9999, fingerprint: "old")
        );
        _sample.Write(
            "early-clock",
            Done("a", 1, "early-clock", generation: 2, second: 1, fingerprint: "new")
        );

        Assert.Equal("new", _sample.Open().Done("a")!.Fingerprint);
        Assert.Equal(2, _sample.Open().Generation);
    }

    [Fact]
    public void Within_a_generation_the_later_record_wins_in_whatever_order_files_are_read()
    {
        _sample.Write("a", Done("u", 1, "a", second: 5, fingerprint: "late"));
        _sample.Write("b", Done("u", 1, "b", second: 4, fingerprint: "early"));

        Assert.Equal("late", _sample.Open().Done("u")!.Fingerprint);
    }

    [Fact]
    public void A_line_being_written_is_read_once_it_is_whole()
    {
        _sample.Write("w", Done("a"));
        var ledger = _sample.Open();
        var line = LedgerFormat.Done(Done("b", 2));
        foreach (var part in line.Chunk(7))
        {
            Assert.Null(ledger.Done("b"));
            using (var file = new FileStream(_sample.FileOf("w"), FileMode.Append))
                file.Write(part);
            ledger.Refresh();
        }

        Assert.NotNull(ledger.Done("b"));
        Assert.Empty(ledger.Problems);
    }

    [Fact]
    public void Files_of_several_workers_are_one_ledger()
    {
        for (var i = 0; i < 20; i++)
            _sample.Write($"w{i}", Done($"u{i}", 1, $"w{i}"));

        Assert.Equal(20, _sample.Open().AllDone.Count);
    }

    public void Dispose() => _sample.Dispose();

    private static int LineStart(byte[] bytes, int line)
    {
        var start = 0;
        for (; line > 0; line--)
            start = Array.IndexOf(bytes, (byte)'\n', start) + 1;
        return start;
    }

    private static byte[] Sealed(string body)
    {
        var crc = ChecksummedLine.Checksum(Encoding.UTF8.GetBytes(body));
        return Encoding.UTF8.GetBytes($"{body},\"crc\":\"{crc}\"}}\n");
    }
}
