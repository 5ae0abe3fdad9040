using System.Diagnostics;
using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Processes;

namespace Sluice.Slurm.Queue;

/// <summary>
/// Starts Slurm's own commands: an argument list, English answers, bounded time, and out of reach of
/// the terminal's Ctrl-C, which must not end an sbatch between its question and its answer.
/// </summary>
/// <param name="path">Where they are looked for, as a PATH; null for this process's.</param>
public sealed class SlurmTools(string? path = null) : ISlurmCommands
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(100);

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
        var info = new ProcessStartInfo("setsid", [file, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["LC_ALL"] = "C";
        var inJob = info.Environment.ContainsKey("SLURM_JOB_ID");
        foreach (var name in info.Environment.Keys.ToList())
            if (SessionVariables.IsHidden(name, inJob))
                info.Environment.Remove(name);
        foreach (var (name, value) in variables)
            info.Environment[name] = value;
        Process? started;
        try
        {
            started = Process.Start(info);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            // Too many processes, for example.
            return new ToolResult(255, "", $"{program} cannot be started: {e.Message}");
        }
        using var process = started!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new ToolResult(
                255,
                "",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{program} gave no answer within {s_limit.TotalSeconds} s: timed out"
                )
            );
        }
        return new ToolResult(process.ExitCode, await output, (await error).Trim());
    }
}
