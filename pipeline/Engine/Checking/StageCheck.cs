using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Checking;

/// <summary>A stage's ledger held against what stands on the disk.</summary>
/// <param name="Plan">The stage as it would run now.</param>
/// <param name="Findings">What does not fit: the ledger's first, then outputs in plan order, then leftovers.</param>
/// <param name="Outputs">How many recorded outputs were looked at.</param>
/// <param name="Hashed">How many bytes of them were read.</param>
public sealed record StageCheck(
    Plan Plan,
    IReadOnlyList<Finding> Findings,
    int Outputs,
    long Hashed
)
{
    /// <summary>Where things were put aside; null when nothing was.</summary>
    public string? Quarantine { get; init; }

    /// <summary>Units whose records proved unreadable when they were looked up.</summary>
    internal IReadOnlySet<string> Lost { get; init; } = new HashSet<string>();

    /// <summary>Units that the next run does, with the reason, in plan order.</summary>
    public IReadOnlyList<(string Unit, string Why)> Reruns
    {
        get
        {
            var why = Lost.ToDictionary(
                u => u,
                _ => "its record is damaged",
                StringComparer.Ordinal
            );
            foreach (var finding in Findings)
                if (finding.Unit.Length > 0 && finding.Kind != FindingKind.Unreadable)
                    why.TryAdd(
                        finding.Unit,
                        $"output `{Path.GetRelativePath(Plan.Stage.OutputRoot, finding.Path)}` {finding.Detail}"
                    );
            return
            [
                .. Plan
                    .Units.Where(u => u.Verdict.IsStale || why.ContainsKey(u.Unit.Key))
                    .Select(u =>
                        (u.Unit.Key, u.Verdict.IsStale ? u.Verdict.Detail : why[u.Unit.Key])
                    ),
            ];
        }
    }

    /// <summary>Looks; changes nothing.</summary>
    /// <param name="plan">Just made.</param>
    /// <param name="ledger">The one it was made from.</param>
    /// <param name="hashes">For outputs whose identity is not the recorded one.</param>
    /// <param name="verify">Read every output, whatever its identity says.</param>
    /// <param name="now">For the age of temporary files.</param>
    public static StageCheck Of(
        Plan plan,
        Ledger ledger,
        HashCache hashes,
        bool verify,
        DateTimeOffset now
    )
    {
        var paths = plan.Stage.Paths;
        var findings = new List<Finding>();
        var lost = new HashSet<string>(StringComparer.Ordinal);
        var outputs = 0;
        var hashed = 0L;
        foreach (var planned in plan.Units)
        {
            if (ledger.Done(planned.Unit.Key) is not { } done)
            {
                // An index spoke for it, whose record proves unreadable.
                if (
                    !planned.Verdict.IsStale
                    && plan.Declared?.IsDoneByOthers?.Invoke(planned.Unit) != true
                )
                    lost.Add(planned.Unit.Key);
                continue;
            }
            var first = findings.Count;
            foreach (var record in done.Outputs)
            {
                // What it once made under another name is nobody's now, or another unit's.
                if (!planned.Unit.Outputs.Contains(record.Path))
                    continue;
                outputs++;
                if (Look(planned.Unit.Key, record) is { } finding)
                    findings.Add(finding);
            }
            if (IsRewritten(planned.Unit, findings[first..]))
                findings.RemoveRange(first, findings.Count - first);
        }
        // Only now: reading the records is what shows damage in a compacted ledger.
        findings.InsertRange(0, LedgerCheck.Of(paths.Ledger, ledger));
        findings.AddRange(Leftovers.Of(paths, now));
        return new StageCheck(plan, findings, outputs, hashed) { Lost = lost };

        bool IsRewritten(Unit unit, List<Finding> found) =>
            found.Count > 0
            && found.TrueForAll(f => f.Kind == FindingKind.Modified)
            && plan.Declared?.IsRewrittenByOthers?.Invoke(
                unit,
                [.. found.Select(f => Path.GetRelativePath(plan.Stage.OutputRoot, f.Path))]
            ) == true;

        Finding? Look(string unit, OutputRecord record)
        {
            var path = Path.Combine(plan.Stage.OutputRoot, record.Path);
            string Hash()
            {
                hashed += record.Identity.Size;
                return verify ? Sha256Hex.OfFile(path) : hashes.HashOf(path) ?? "";
            }
            try
            {
                var entry = FileIdentity.Look(path, followLinks: false);
                var target = entry is { IsRegular: false } ? FileIdentity.Look(path) : entry;
                return OutputFit.Of(record, entry, target, Hash, verify) is var (kind, detail)
                    ? new Finding(kind, unit, path, detail) { Seen = entry }
                    : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new Finding(
                    FindingKind.Unreadable,
                    unit,
                    path,
                    $"cannot be read: {e.Message}"
                );
            }
        }
    }
}
