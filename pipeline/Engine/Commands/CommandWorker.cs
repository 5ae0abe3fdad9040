using System.Globalization;
using System.Text;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Processes;
using Sluice.Engine.Working;

namespace Sluice.Engine.Commands;

/// <summary>
/// Does a unit by an external command, waiting on the slot's thread; what it prints goes to
/// <see cref="UnitLogs"/>.
/// </summary>
public sealed class CommandWorker : IWorker, IDisposable
{
    /// <summary>What stages call it.</summary>
    public const string Name = Stage.Program;

    // As of timeout(1): a command that ends well when asked to has not done its work.
    private const int TimedOutWell = 124;
    private const int NotStarted = 127;
    private const int TailBytes = 2048;

    private static readonly TimeSpan s_untilShown = TimeSpan.FromSeconds(1);

    private UnitLogs? _logs;
    private ChildEnvironment? _environment;

    /// <inheritdoc/>
    public void ShardStarted(ShardContext shard)
    {
        _logs = new UnitLogs(shard.Plan.Stage, shard.Shard);
        _environment = new ChildEnvironment();
    }

    /// <inheritdoc/>
    public Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        Run(unit, _logs!.Begin(unit.Unit.Key), cancellation);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _logs?.Dispose();
        _environment?.Dispose();
    }

    private void Run(UnitContext unit, UnitLog log, CancellationToken cancellation)
    {
        var limits = unit.Plan.Stage.Limits;
        // Unless it ends in another way.
        var how = "stopped";
        string where;
        UnitFailure? failure = null;
        try
        {
            var command = CommandOf(unit, log.Path);
            using var show = new Timer(
                _ => log.ShowUnit(),
                null,
                s_untilShown,
                Timeout.InfiniteTimeSpan
            );
            var end = Started(command, limits, cancellation);
            how = end.TimedOut
                ? $"stopped after the time-out of {limits.Timeout!.Value.TotalSeconds} s"
                : ExitText.Of(end);
            if (end.TimedOut || end.ExitCode != 0)
                failure = new UnitFailure(
                    $"{command.Arguments[0]}: {how}{Why(unit, log)}",
                    end.TimedOut && end.ExitCode == 0 ? TimedOutWell : end.ExitCode
                );
        }
        finally
        {
            where = log.Keep(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"attempt {unit.Attempt}, {how}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}"
                )
            );
        }
        if (failure is not null)
            throw new UnitFailure(failure.Message, failure.ExitCode) { Log = where };
    }

    private static ProcessEnd Started(
        CommandLine command,
        RunLimits limits,
        CancellationToken cancellation
    )
    {
        try
        {
            return ProcessRunner.Run(command, limits.Timeout, limits.Grace, cancellation);
        }
        catch (IOException e)
        {
            throw new UnitFailure(e.Message, NotStarted);
        }
    }

    private CommandLine CommandOf(UnitContext unit, string log)
    {
        var stage = unit.Plan.Stage;
        var template = stage.Command!;
        var expander = new TemplateExpander(
            unit.Inputs,
            [.. unit.Unit.Outputs.Select((_, i) => unit.Output(i))],
            unit.Unit.Key,
            stage.Workspace,
            name =>
                unit.Unit.Parameters.GetValueOrDefault(name)
                ?? stage.Parameters.GetValueOrDefault(name)
        );
        return new CommandLine
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
            Inherited = _environment,
            LogFile = log,
            ReplacesLog = true,
        };
    }

    // What decides goes to the first line, which is all that many failures have room for.
    private static string Why(UnitContext unit, UnitLog log)
    {
        var tail = Encoding.UTF8.GetString(log.Tail(TailBytes)).Trim();
        var line = DecisiveLine.Of(tail);
        // On a full disk its last words may be lost with the rest.
        var disk = DiskRefusal.Of(unit.Staging, Path.GetDirectoryName(log.Path)!);
        if (disk is not null && !line.Contains(disk.Reason, StringComparison.Ordinal))
            line = line.Length == 0 ? disk.Message : $"{line}; {disk.Message}";
        return (line.Length > 0 ? $": {line}" : "") + (tail.Length > 0 ? $"\n{tail}" : "");
    }
}
