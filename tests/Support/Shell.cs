using System.Diagnostics;

namespace Sluice.Tests.Support;

/// <summary>Runs any program, as a user would type it.</summary>
public static class Shell
{
    /// <summary>To its end, with no terminal and nothing on its stdin.</summary>
    /// <param name="directory">Where it is started.</param>
    /// <param name="environment">Variables set for it; a null value removes one.</param>
    /// <param name="command">The program and its arguments.</param>
    public static Task<HostResult> RunAsync(
        string directory,
        IReadOnlyDictionary<string, string?> environment,
        params string[] command
    )
    {
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return new RunningHost(process).EndAsync();
    }

    /// <summary>The same with the environment as it is.</summary>
    public static Task<HostResult> RunAsync(string directory, params string[] command) =>
        RunAsync(directory, new Dictionary<string, string?>(), command);
}
