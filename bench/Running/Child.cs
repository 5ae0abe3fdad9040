using System.ComponentModel;
using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;
using Sluice.Engine.Processes;

namespace Sluice.Bench.Running;

/// <summary>Runs whole processes and times them from outside.</summary>
internal static class Child
{
    /// <summary>Runs to the end with the output in a file.</summary>
    /// <returns>Seconds from before its start until it was reaped.</returns>
    /// <exception cref="ChildFailure">It did not end with 0.</exception>
    public static async Task<double> TimeAsync(string directory, params string[] command) =>
        (await RunAsync(new Invocation(directory, command))).Seconds;

    /// <summary>The same, with what it printed.</summary>
    /// <exception cref="ChildFailure">It did not end as it should.</exception>
    public static async Task<(double Seconds, string Output)> RunAsync(Invocation invocation)
    {
        var log = Path.GetTempFileName();
        try
        {
            var line = new CommandLine
            {
                Arguments = invocation.Command,
                WorkingDirectory = invocation.Directory,
                LogFile = log,
                Environment = new Dictionary<string, string>(invocation.Environment)
                {
                    ["NO_COLOR"] = "1",
                },
            };
            var started = Stopwatch.GetTimestamp();
            var exitCode = (await RunningProcess.Start(line).Exit).ExitCode;
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return exitCode == invocation.ExitCode
                ? (seconds, await File.ReadAllTextAsync(log))
                : throw new ChildFailure(
                    $"{string.Join(' ', invocation.Command)} ended with {exitCode}:\n{string.Join('\n', File.ReadLines(log).TakeLast(20))}"
                );
        }
        finally
        {
            File.Delete(log);
        }
    }

    /// <summary>What a command prints, or null when it cannot be started or fails.</summary>
    public static string? Output(string directory, params string[] command)
    {
        try
        {
            var result = Cli.Wrap(command[0])
                .WithArguments(command[1..])
                .WithWorkingDirectory(directory)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync()
                .GetAwaiter()
                .GetResult();
            return result.ExitCode == 0 ? result.StandardOutput.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
