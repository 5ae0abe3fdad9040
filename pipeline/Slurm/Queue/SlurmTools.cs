using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Sluice.Engine;
using Sluice.Engine.Processes;

namespace Sluice.Slurm.Queue;

/// <summary>
/// Starts Slurm's own commands: an argument list, English answers, bounded time, and out of reach of
/// the terminal's Ctrl-C, which must not end an sbatch between its question and its answer.
/// </summary>
/// <param name="path">Where they are looked for, as a PATH; null for this process's.</param>
/// <param name="limit">How long an answer may take; 100 s where it is left out.</param>
internal sealed class SlurmTools(string? path = null, TimeSpan? limit = null) : ISlurmCommands
{
    private readonly TimeSpan _limit = limit ?? TimeSpan.FromSeconds(100);

    /// <summary>Whether a command is installed.</summary>
    public bool Has(string program) => ProgramPath.Find(program, path: path) is not null;

    /// <summary>Runs a command to its end.</summary>
    /// <param name="program">sbatch, squeue, …</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">What it is to see besides this process's own, of which <see cref="SessionVariables"/> are hidden.</param>
    /// <exception cref="UserError">It is not installed.</exception>
    public async Task<ToolResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] variables
    )
    {
        if (ProgramPath.Find(program, path: path) is not { } file)
            throw new UserError(
                $"{program}: not found in PATH: run this where Slurm's commands are installed; without --executor slurm all runs on this machine",
                ExitCode.Refused
            );
        using var stop = new CancellationTokenSource(_limit);
        try
        {
            // In a session of its own, which no terminal's signal reaches.
            var answer = await Cli.Wrap("setsid")
                .WithArguments([file, .. arguments])
                .WithEnvironmentVariables(Changed(variables))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(stop.Token);
            return new ToolResult(
                answer.ExitCode,
                answer.StandardOutput,
                answer.StandardError.Trim()
            );
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            // Too many processes, for example.
            return new ToolResult(255, "", $"{program} cannot be started: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // It was killed with all it had started.
            return new ToolResult(
                255,
                "",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{program} gave no answer within {_limit.TotalSeconds} s: timed out"
                )
            );
        }
    }

    // What differs from this process's own; null takes one out.
    private static Dictionary<string, string?> Changed((string Name, string Value)[] variables)
    {
        var own = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToList();
        var inJob = own.Contains("SLURM_JOB_ID");
        var changed = own.Where(name => SessionVariables.IsHidden(name, inJob))
            .ToDictionary(name => name, _ => (string?)null);
        changed["LC_ALL"] = "C";
        foreach (var (name, value) in variables)
            changed[name] = value;
        return changed;
    }
}
