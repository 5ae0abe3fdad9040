using System.Diagnostics;

namespace Sluice.Tasks.Develop;

/// <summary>Runs a developer's tool with its output on this terminal.</summary>
internal static class DevelopProcess
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string directory,
        CancellationToken stop,
        params string[] command
    )
    {
        var info = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = directory };
        using var process = Process.Start(info)!;
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return process.ExitCode;
    }
}
