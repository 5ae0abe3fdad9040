using CliWrap;
using CliWrap.Buffered;
using Sluice.Engine.Processes;

namespace Sluice.Workers.Corpus;

/// <summary>Fetches a pinned package with the user's own npm.</summary>
internal static class NpmClient
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, string?> s_environment = new()
    {
        ["npm_config_update_notifier"] = "false",
        ["npm_config_fund"] = "false",
        ["npm_config_fetch_retries"] = "1",
        ["npm_config_fetch_timeout"] = "60000",
    };

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
        var npm = Cli.Wrap("npm")
            .WithArguments(["pack", package.Specifier, "--pack-destination", directory])
            .WithWorkingDirectory(directory)
            .WithEnvironmentVariables(s_environment)
            .WithValidation(CommandResultValidation.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        BufferedCommandResult result;
        try
        {
            result = await npm.ExecuteBufferedAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (
                null,
                $"npm pack {package.Specifier} took longer than {TimeLimit.TotalMinutes} minutes"
            );
        }
        var tarball = Path.Combine(directory, package.TarballName);
        if (result.ExitCode == 0 && File.Exists(tarball))
            return (tarball, "");
        var error = $"{result.StandardOutput}\n{result.StandardError}"
            .Split('\n')
            .FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
        return (
            null,
            $"npm pack {package.Specifier} ended with {ExitText.OfCode(result.ExitCode)}{(error is null ? "" : $": {error.Trim()}")}"
        );
    }
}
