using System.Globalization;
using Sluice.Engine.Claims;
using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Upkeep;

namespace Sluice.Engine.Checking;

/// <summary>
/// Puts what a check found aside, so that the next run makes it anew: outputs are renamed, never
/// deleted; damaged bytes of the ledger are kept; what dead workers left goes as at any run's start.
/// </summary>
public static class Quarantine
{
    private const int ErrorOtherFileSystem = 18;

    /// <summary>Acts on every finding. Only for while no worker lives: see <see cref="StageAtRest"/>.</summary>
    /// <returns>The check with what was done about each finding.</returns>
    public static StageCheck Apply(StageCheck check, Ledger ledger, DateTimeOffset now)
    {
        var stage = check.Plan.Stage;
        // Not made before something goes there.
        var place = Path.Combine(
            stage.Paths.Quarantine,
            $"{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-{Guid.NewGuid().ToString("n")[..8]}"
        );
        var mended = Mend(check, ledger, Path.Combine(place, "ledger"));
        if (check.Findings.Any(f => f.Kind == FindingKind.Leftover))
            Sweep(stage);
        return check with
        {
            Findings =
            [
                .. check.Findings.Select(finding =>
                    finding with
                    {
                        Action = finding.Kind switch
                        {
                            FindingKind.Damaged or FindingKind.Torn => mended.GetValueOrDefault(
                                finding.Path,
                                ""
                            ),
                            FindingKind.Leftover => Path.Exists(finding.Path)
                            && Directory.EnumerateFileSystemEntries(finding.Path).Any()
                                ? "could not be removed"
                                : "removed",
                            FindingKind.Modified or FindingKind.NotAFile => FileIdentity.Look(
                                finding.Path,
                                followLinks: false
                            ) != finding.Seen
                                ? "left: it has changed since"
                                : Move(
                                    finding.Path,
                                    Path.Combine(
                                        place,
                                        "outputs",
                                        Path.GetRelativePath(stage.OutputRoot, finding.Path)
                                    )
                                ),
                            FindingKind.Temporary => Move(
                                finding.Path,
                                Path.Combine(
                                    place,
                                    "state",
                                    Path.GetRelativePath(stage.Paths.Root, finding.Path)
                                )
                            ),
                            _ => "",
                        },
                    }
                ),
            ],
            Quarantine = Directory.Exists(place) ? place : null,
        };
    }

    // What was done, by file.
    private static Dictionary<string, string> Mend(StageCheck check, Ledger ledger, string keep)
    {
        var files = check
            .Findings.Where(f => f.Kind is FindingKind.Damaged or FindingKind.Torn)
            .Select(f => f.Path)
            .Distinct()
            .Where(File.Exists)
            .ToLookup(file => file.EndsWith(LedgerBase.Extension, StringComparison.Ordinal));
        var done = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files[false])
            done[file] = Tried(() => LedgerCheck.Mend(file, keep));
        if (files[true].ToList() is { Count: > 0 } bases)
        {
            var action = Tried(() => LedgerCheck.Renew(bases, check.Plan, ledger, keep));
            foreach (var file in bases)
                done[file] = action;
        }
        return done;
    }

    private static string Tried(Action mend)
    {
        try
        {
            mend();
            return "kept aside";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"could not be mended: {e.Message}";
        }
    }

    private static string Move(string from, string to)
    {
        try
        {
            Disk.MakeDirectories(Path.GetDirectoryName(to)!);
            return Disk.TryRename(from, to) switch
            {
                0 => "moved aside",
                // Copying what may be a failing disk's is not for us to decide.
                ErrorOtherFileSystem =>
                    "could not be moved: it lies on another file system; move it away",
                var error => throw Disk.Failure("cannot move", from, error),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"could not be moved: {e.Message}";
        }
    }

    private static void Sweep(Graph.Stage stage)
    {
        var claims = new ClaimStore(stage.Paths, stage.Limits.ClaimExpiry);
        StageAtRest.Await(stage, claims);
        new WorkerSweep(stage.Paths, claims).Processes();
        claims.Sweep();
    }
}
