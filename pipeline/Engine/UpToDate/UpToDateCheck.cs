using Sluice.Engine.Files;

namespace Sluice.Engine.UpToDate;

/// <summary>Decides one unit's verdict from its fingerprint, its records and its outputs.</summary>
public sealed class UpToDateCheck(Ledger ledger, HashCache hashes, string outputRoot)
{
    /// <summary>The verdict by fingerprint.</summary>
    public Verdict ByFingerprint(
        string unit,
        string fingerprint,
        Func<IReadOnlyList<FingerprintPart>> parts
    )
    {
        if (ledger.Done(unit) is not { } done)
            return ledger.Failed(unit) is { } failed
                ? new Verdict(VerdictKind.Failed, $"failed: {FirstLine(failed.Error)}")
                : Verdict.NeverRan;
        if (done.Fingerprint != fingerprint)
        {
            var reasons = Fingerprint.Differences(ledger.PartsOf(done), parts());
            return new Verdict(
                VerdictKind.Changed,
                reasons.Count > 0 ? string.Join(" · ", reasons) : "fingerprint changed"
            );
        }
        foreach (var output in done.Outputs)
            if (Check(output) is { IsStale: true } stale)
                return stale;
        return Verdict.UpToDate;
    }

    /// <summary>The verdict by the outputs being there.</summary>
    public Verdict ByExistence(IEnumerable<string> outputs, bool mayBeEmpty)
    {
        foreach (var output in outputs)
        {
            var identity = FileIdentity.Of(Path.Combine(outputRoot, output));
            if (identity is null || (identity.Value.Size == 0 && !mayBeEmpty))
                return new Verdict(VerdictKind.OutputMissing, $"output `{output}` missing");
        }
        return Verdict.UpToDate;
    }

    private Verdict Check(OutputRecord output)
    {
        var path = Path.Combine(outputRoot, output.Path);
        if (FileIdentity.Of(path) is not { } now)
            return new Verdict(VerdictKind.OutputMissing, $"output `{output.Path}` missing");
        var same =
            now == output.Identity
            || (now.Size == output.Identity.Size && hashes.HashOf(path, now) == output.Hash);
        return same
            ? Verdict.UpToDate
            : new Verdict(VerdictKind.OutputModified, $"output `{output.Path}` modified");
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0];
}
