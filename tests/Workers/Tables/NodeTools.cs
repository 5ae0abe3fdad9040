using System.ComponentModel;
using System.Diagnostics;
using Sluice.Tests.Support;

namespace Sluice.Tests.Workers.Tables;

/// <summary>
/// Runs the scripts of <c>tests/tools</c> under Node.js, after installing their locked packages.
/// </summary>
internal static class NodeTools
{
    /// <summary>Installs the packages where they are missing or older than the lock file.</summary>
    /// <returns>Null when they are there, else why they cannot be had.</returns>
    public static async Task<string?> InstallAsync()
    {
        var folder = Folder();
        // npm writes this file last, so a broken install does not count.
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        var locked = new FileInfo(Path.Combine(folder, "package-lock.json"));
        try
        {
            using var alone = await LockAsync(Path.Combine(AppContext.BaseDirectory, "npm.lock"));
            await RunAsync("node", folder, "--version");
            if (installed.Exists && installed.LastWriteTimeUtc >= locked.LastWriteTimeUtc)
                return null;
            var (code, _, errors) = await RunAsync("npm", folder, "ci", "--no-audit", "--no-fund");
            // A lock file that does not fit its package.json is our mistake, not a lack of packages.
            if (errors.Contains("code EUSAGE"))
                throw new InvalidOperationException(errors);
            return code == 0 ? null : $"npm ci failed in tests/tools: {FirstError(errors)}";
        }
        catch (Win32Exception e)
        {
            return $"Node.js and npm cannot be started: {e.Message}";
        }
    }

    /// <summary>Runs a script to its end and returns its lines.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds its errors.</exception>
    public static async Task<string[]> RunScriptAsync(string script, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync("node", Folder(), [script, .. arguments]);
        return code == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{script} returned {code}: {errors}");
    }

    private static string? FirstError(string errors) =>
        errors.Split('\n').FirstOrDefault(line => line.StartsWith("npm error"));

    private static string Folder() => Path.Combine(Repository.Root, "tests", "tools");

    /// <summary>Waits until no other test process installs; the file is let go when disposed.</summary>
    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(
                    path,
                    FileMode.OpenOrCreate,
                    FileAccess.Write,
                    FileShare.None
                );
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(
        string command,
        string folder,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
