using System.Globalization;
using System.Text;
using Sluice.Engine.Graph;
using Sluice.Engine.Processes;

namespace Sluice.Engine.Running;

/// <summary>
/// Does a unit by an external command, waiting on the slot's thread; what it prints goes to
/// <see cref="UnitLogs"/>.
/// </summary>
public sealed class CommandWorker : IWorker, IDisposable
{
    /// <summary>What stages call it.</summary>
    public const string Name = "command";

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
            var (exitCode, timedOut) = Started(command, limits, cancellation);
            how = timedOut
                ? $"stopped after the time-out of {limits.Timeout!.Value.TotalSeconds} s"
                : $"exit code {exitCode}";
            if (timedOut || exitCode != 0)
                failure = new UnitFailure(
                    $"{command.Arguments[0]}: {how}{Tail(log)}",
                    timedOut && exitCode == 0 ? TimedOutWell : exitCode
                );
        }
        finally
        {
            where = log.Keep(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"attempt {unit.Attempt}, {how}, {DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}"
                )
            );
        }
        if (failure is not null)
            throw new UnitFailure(failure.Message, failure.ExitCode) { Log = where };
    }

    private static (int ExitCode, bool TimedOut) Started(
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

    private static string Tail(UnitLog log) =>
        Encoding.UTF8.GetString(log.Tail(TailBytes)).Trim() is { Length: > 0 } tail
            ? "\n" + tail
            : "";
}
