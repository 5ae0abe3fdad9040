using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Planning;

/// <summary>
/// Proves a finished stage against its plan: every unit has a done record with the plan's
/// fingerprint, and every output stands as recorded. What merely lies in the directory counts for nothing.
/// </summary>
public static class Completeness
{
    /// <summary>What is wrong, one line a unit, each naming it; empty when the stage is complete.</summary>
    public static IReadOnlyList<string> Problems(Plan plan, Ledger ledger, HashCache hashes)
    {
        var problems = new List<string>();
        using var directories = new OpenDirectories();
        var check = new UpToDateCheck(
            ledger,
            new LedgerCursor(ledger, 0),
            hashes.Cursor(0, 0),
            new DirectoryLooks(directories),
            plan.Stage.OutputRoot
        );
        foreach (var planned in plan.Units)
        {
            var verdict = check.ByFingerprint(
                planned.Unit,
                planned.Hash,
                () => [.. plan.SharedParts, .. planned.OwnParts]
            );
            if (verdict.IsStale)
                problems.Add($"{planned.Unit.Key}: {verdict.Detail}");
        }
        return problems;
    }

    /// <summary>
    /// SHA-256 over what a stage promises and what it made: changes when a unit is added, dropped,
    /// changed, or has other outputs than before.
    /// </summary>
    public static string Digest(Plan plan, Ledger ledger)
    {
        using var digest = new DigestWriter();
        digest.Add("plan", plan.Digest);
        foreach (var planned in plan.Units)
        foreach (var output in ledger.Done(planned.Unit.Key)?.Outputs ?? [])
            digest.Add(output.Path, output.Hash);
        return digest.End();
    }
}
