using Sluice.Engine.Graph;

namespace Sluice.Engine.Checking;

/// <summary>What dead workers and interrupted writers left in a stage's state.</summary>
internal static class Leftovers
{
    // A writer renames its file within moments; one of another machine may have another clock.
    private static readonly TimeSpan Stray = TimeSpan.FromHours(1);

    /// <summary>Staging, claims and temporary files; only for while no worker lives.</summary>
    public static IEnumerable<Finding> Of(StagePaths paths, DateTimeOffset now)
    {
        var claims = Entries(paths.Claims).Count();
        foreach (var directory in Entries(paths.Staging))
            yield return new Finding(
                FindingKind.Leftover,
                "",
                directory,
                "was left by a worker that died: what it had not committed"
            );
        if (claims > 0)
            yield return new Finding(
                FindingKind.Leftover,
                "",
                paths.Claims,
                $"holds {claims:N0} {(claims == 1 ? "block" : "blocks")} of claims left by workers that died"
            );
        if (!Directory.Exists(paths.Root))
            yield break;
        foreach (
            var file in Directory
                .EnumerateFiles(paths.Root, "*.tmp", SearchOption.AllDirectories)
                .Where(file => !IsBelow(file, paths.Quarantine) && !IsBelow(file, paths.Staging))
                .Order(StringComparer.Ordinal)
        )
            if (now - File.GetLastWriteTimeUtc(file) > Stray)
                yield return new Finding(
                    FindingKind.Temporary,
                    "",
                    file,
                    "is a temporary file that was never put in place"
                );
    }

    private static IEnumerable<string> Entries(string directory) =>
        Directory.Exists(directory)
            ? Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal)
            : [];

    private static bool IsBelow(string path, string directory) =>
        path.StartsWith(directory + "/", StringComparison.Ordinal);
}
