using CliWrap;
using CliWrap.Buffered;

namespace Sluice.Tests.Support;

/// <summary>Runs any program, as a user would type it.</summary>
public static class Shell
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>To its end, with no terminal and nothing on its stdin.</summary>
    /// <param name="directory">Where it is started.</param>
    /// <param name="environment">Variables set for it; a null value removes one.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<HostResult> RunAsync(
        string directory,
        IReadOnlyDictionary<string, string?> environment,
        params string[] command
    )
    {
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            var result = await Cli.Wrap(command[0])
                .WithArguments(command[1..])
                .WithWorkingDirectory(directory)
                .WithEnvironmentVariables(environment)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(limit.Token);
            return new HostResult(result.ExitCode, result.StandardOutput, result.StandardError);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{string.Join(' ', command)} did not end in time");
        }
    }

    /// <summary>The same with the environment as it is.</summary>
    public static Task<HostResult> RunAsync(string directory, params string[] command) =>
        RunAsync(directory, new Dictionary<string, string?>(), command);
}
