using CliWrap;

namespace Sluice.Tasks.Develop;

/// <summary>Runs a developer's tool with its output on this terminal.</summary>
internal static class DevelopProcess
{
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">Stopped; the tool and all it started were ended.</exception>
    public static async Task<int> RunAsync(
        string directory,
        CancellationToken stop,
        params string[] command
    )
    {
        await using var output = Console.OpenStandardOutput();
        await using var error = Console.OpenStandardError();
        var result = await Cli.Wrap(command[0])
            .WithArguments(command[1..])
            .WithWorkingDirectory(directory)
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToStream(error))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(stop);
        return result.ExitCode;
    }
}
