using Sluice.Engine.Processes;

namespace Sluice.Workers.Augmentation.Corpus;

/// <summary>Fetches a pinned package with the user's own npm.</summary>
public static class NpmClient
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>Packs a package into a directory.</summary>
    /// <returns>The tarball's path, or null and why there is none.</returns>
    public static async Task<(string? Tarball, string Reason)> PackAsync(
        PinnedPackage package,
        string directory,
        CancellationToken cancellation
    )
    {
        if (ProgramPath.Find("npm") is null)
            return (null, "npm is not installed");
        Directory.CreateDirectory(directory);
        var log = Path.Combine(directory, "npm.log");
        var command = new CommandLine
        {
            Arguments = ["npm", "pack", package.Specifier, "--pack-destination", directory],
            WorkingDirectory = directory,
            LogFile = log,
            Environment = new Dictionary<string, string>
            {
                ["npm_config_update_notifier"] = "false",
                ["npm_config_fund"] = "false",
                ["npm_config_fetch_retries"] = "1",
                ["npm_config_fetch_timeout"] = "60000",
            },
        };
        var (exitCode, timedOut) = await ProcessRunner.RunAsync(
            command,
            TimeLimit,
            TimeSpan.FromSeconds(2),
            cancellation
        );
        var tarball = Path.Combine(directory, package.TarballName);
        if (exitCode == 0 && File.Exists(tarball))
            return (tarball, "");
        var error = File.ReadLines(log)
            .FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
        return (
            null,
            timedOut
                ? $"npm pack {package.Specifier} took longer than {TimeLimit.TotalMinutes} minutes"
                : $"npm pack {package.Specifier} ended with {exitCode}{(error is null ? "" : $": {error.Trim()}")}"
        );
    }
}
