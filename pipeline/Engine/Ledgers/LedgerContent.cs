using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;

namespace Sluice.Engine.Ledgers;

/// <summary>What a ledger has read: one base, and what is later than it.</summary>
internal sealed class LedgerContent
{
    private readonly Dictionary<
        string,
        (FingerprintPart[] Parts, ReadOnlyMemory<byte> Line)
    > _shared = new(StringComparer.Ordinal);

    /// <summary>Paths of the base files it is made from.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>The compacted records; null when there are none.</summary>
    public LedgerBase? Base { get; set; }

    /// <summary>Base files of which something was dropped.</summary>
    public HashSet<string> Damaged { get; } = new(StringComparer.Ordinal);

    /// <summary>Workers' files, by path.</summary>
    public Dictionary<string, LedgerFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Latest done records that are later than the base's, by unit.</summary>
    public Dictionary<string, LedgerLine> Done { get; } = new(StringComparer.Ordinal);

    /// <summary>Latest failures, by unit.</summary>
    public Dictionary<string, LedgerLine> Failed { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows of the base whose units have a later record.</summary>
    public HashSet<int> Superseded { get; } = [];

    /// <summary>The highest generation of any record.</summary>
    public long Generation { get; private set; }

    /// <summary>Whether its base files have all been read, and none of its files has gone since.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether the directory was listed a second time after what was listed first was read.</summary>
    public bool IsListed { get; set; }

    /// <summary>Lists of shared parts as written, by id.</summary>
    public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> SharedLines =>
        _shared.Select(s => KeyValuePair.Create(s.Key, s.Value.Line));

    public FingerprintPart[] SharedOf(string id) =>
        _shared.TryGetValue(id, out var shared) ? shared.Parts : [];

    public void TakeShared(string id, FingerprintPart[] parts, ReadOnlyMemory<byte> line) =>
        _shared[id] = (parts, line);

    public void Raise(long generation) => Generation = Math.Max(Generation, generation);

    /// <summary>Keeps a record if it is later than those known of its unit.</summary>
    public void Take(LedgerScan scan, ReadOnlyMemory<byte> line)
    {
        Raise(scan.Order.Generation);
        var records = scan.IsDone ? Done : Failed;
        if (records.TryGetValue(scan.Unit, out var known))
        {
            if (scan.Order.CompareTo(known.Order) <= 0)
                return;
        }
        else if (scan.IsDone && Base is not null && !Supersedes(scan, Base))
            return;
        records[scan.Unit] = new LedgerLine(
            line,
            scan.Order,
            scan.Fingerprint,
            scan.Shared,
            [.. scan.Outputs]
        );
    }

    private bool Supersedes(LedgerScan scan, LedgerBase compacted)
    {
        foreach (var row in compacted.Candidates(TextHash.Of(scan.Unit)))
        {
            // Its fingerprint covers the key; with another one only the record tells whose it is.
            var same =
                compacted.Rows[row].Fingerprint == scan.Fingerprint && scan.Fingerprint != default
                || compacted.Done(row)?.Unit == scan.Unit;
            if (!same)
                continue;
            if (scan.Order.CompareTo(compacted.Places[row].Order) <= 0)
                return false;
            Superseded.Add(row);
        }
        return true;
    }
}
