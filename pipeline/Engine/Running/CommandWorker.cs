using System.Text;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Processes;

namespace Sluice.Engine.Running;

/// <summary>Does a unit by an external command; what it prints goes to the unit's log.</summary>
public sealed class CommandWorker : IWorker
{
    /// <summary>What stages call it.</summary>
    public const string Name = "command";

    // As of timeout(1): a command that ends well when asked to has not done its work.
    private const int TimedOutWell = 124;

    private const int TailBytes = 2048;

    /// <inheritdoc/>
    public async Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var stage = unit.Plan.Stage;
        var template = stage.Command!;
        var outputs = unit.Unit.Outputs.Select((_, i) => unit.Output(i)).ToList();
        var expander = new TemplateExpander(
            unit.Inputs,
            outputs,
            unit.Unit.Key,
            stage.Workspace,
            name =>
                unit.Unit.Parameters.GetValueOrDefault(name)
                ?? stage.Parameters.GetValueOrDefault(name)
        );
        var log = LogOf(stage, unit.Unit.Key);
        // Deleting in a directory that is not there yet is an error.
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.Delete(log);
        var command = new CommandLine
        {
            Arguments = expander.Arguments(template.Arguments),
            WorkingDirectory = Path.GetFullPath(
                expander.Text(template.WorkingDirectory),
                stage.Workspace
            ),
            Environment = template.Environment.ToDictionary(
                e => e.Key,
                e => expander.Text(e.Value)
            ),
            LogFile = log,
        };
        int exitCode;
        bool timedOut;
        try
        {
            (exitCode, timedOut) = await ProcessRunner.RunAsync(
                command,
                stage.Limits.Timeout,
                stage.Limits.Grace,
                cancellation
            );
        }
        catch (IOException e)
        {
            throw new UnitFailure(e.Message, 127);
        }
        if (timedOut)
            throw new UnitFailure(
                $"{command.Arguments[0]}: stopped after the time-out of {stage.Limits.Timeout!.Value.TotalSeconds} s{Tail(log)}",
                exitCode == 0 ? TimedOutWell : exitCode
            );
        if (exitCode != 0)
            throw new UnitFailure(
                $"{command.Arguments[0]}: exit code {exitCode}{Tail(log)}",
                exitCode
            );
        if (FileIdentity.Of(log) is { Size: 0 })
            File.Delete(log);
    }

    /// <summary>A unit's log: its key with what file names cannot hold replaced, told apart by a hash.</summary>
    public static string LogOf(Stage stage, string key)
    {
        var safe = string.Concat(
            key.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')
        );
        if (safe != key || safe.Length > 120 || safe is "" or ['.', ..])
            safe = $"{safe[..Math.Min(safe.Length, 100)]}-{Sha256Hex.OfText(key)[..12]}";
        return Path.Combine(stage.LogDirectory, "units", safe + ".log");
    }

    private static string Tail(string log)
    {
        try
        {
            using var stream = File.OpenRead(log);
            stream.Position = Math.Max(0, stream.Length - TailBytes);
            var bytes = new byte[TailBytes];
            var text = Encoding.UTF8.GetString(
                bytes,
                0,
                stream.ReadAtLeast(bytes, TailBytes, false)
            );
            return text.Trim() is { Length: > 0 } tail ? "\n" + tail : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
