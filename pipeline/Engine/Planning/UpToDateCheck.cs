using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Planning;

/// <summary>Decides units' verdicts from their fingerprints, their records and their outputs. For one thread.</summary>
/// <param name="ledger">Holds the records.</param>
/// <param name="records">Goes through them.</param>
/// <param name="hashes">For outputs whose identity is not the recorded one.</param>
/// <param name="looks">Looks at outputs.</param>
/// <param name="outputRoot">They lie in it.</param>
/// <param name="isRewritten"><see cref="DeclaredStage.IsRewrittenByOthers"/>.</param>
internal sealed class UpToDateCheck(
    Ledger ledger,
    LedgerCursor records,
    HashCursor hashes,
    DirectoryLooks looks,
    string outputRoot,
    Func<Unit, IReadOnlyList<string>, bool>? isRewritten = null
)
{
    /// <summary>The row of the compacted ledger that the last unit asked for was found in; -1 when it was not.</summary>
    public int Row { get; private set; }

    /// <summary>The verdict by fingerprint.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="fingerprint">As it is now.</param>
    /// <param name="parts">Lists all parts, to say what differs.</param>
    public Verdict ByFingerprint(
        Unit unit,
        Hash256 fingerprint,
        Func<IReadOnlyList<FingerprintPart>> parts
    )
    {
        Row = records.Match(unit.Key, fingerprint);
        if (Row >= 0 && records.Outputs(Row) == unit.Outputs.Count)
            return ByRow(unit, Row);
        if (ledger.Done(unit.Key) is not { } done)
            return ledger.Failed(unit.Key) is { } failed
                ? new Verdict(VerdictKind.Failed, $"failed: {FirstLine(failed.Error)}")
                : Verdict.NeverRan;
        if (!Hash256.TryParse(done.Fingerprint, out var before) || before != fingerprint)
        {
            var reasons = Fingerprint.Differences(ledger.PartsOf(done), parts());
            return new Verdict(
                VerdictKind.Changed,
                reasons.Count > 0 ? string.Join(" · ", reasons) : "fingerprint changed"
            );
        }
        List<string>? modified = null;
        foreach (var output in done.Outputs)
        {
            if (looks.Look(outputRoot, output.Path) is not { } now)
                return Missing(output.Path);
            if (
                now != output.Identity
                && (now.Size != output.Identity.Size || HashOf(output.Path, now) != output.Hash)
            )
                (modified ??= []).Add(output.Path);
        }
        return Of(unit, modified);
    }

    /// <summary>The verdict by the outputs being there.</summary>
    public Verdict ByExistence(IEnumerable<string> outputs, bool mayBeEmpty)
    {
        foreach (var output in outputs)
        {
            var identity = looks.Look(outputRoot, output);
            if (identity is null || (identity.Value.Size == 0 && !mayBeEmpty))
                return Missing(output);
        }
        return Verdict.UpToDate;
    }

    // The fingerprint covers the outputs' names: the record's are the unit's, in the same order.
    private Verdict ByRow(Unit unit, int row)
    {
        List<string>? modified = null;
        for (var i = 0; i < unit.Outputs.Count; i++)
        {
            var output = unit.Outputs[i];
            if (looks.Look(outputRoot, output) is not { } now)
                return Missing(output);
            var recorded = records.OutputOf(row, i);
            if (
                now != recorded
                && (
                    now.Size != recorded.Size
                    || ledger.Done(unit.Key)?.Outputs[i].Hash != HashOf(output, now)
                )
            )
                (modified ??= []).Add(output);
        }
        return Of(unit, modified);
    }

    private Verdict Of(Unit unit, List<string>? modified) =>
        modified is null || isRewritten?.Invoke(unit, modified) == true
            ? Verdict.UpToDate
            : new(VerdictKind.OutputModified, $"output `{modified[0]}` modified");

    private string HashOf(string output, FileIdentity now) =>
        hashes.Of(Path.Combine(outputRoot, output), now).ToString();

    private static Verdict Missing(string output) =>
        new(VerdictKind.OutputMissing, $"output `{output}` missing");

    private static string FirstLine(string text) => text.Split('\n', 2)[0];
}
