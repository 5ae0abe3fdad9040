using Sluice.Driver.Executing;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Stages;

namespace Sluice.Driver;

/// <summary>Why the run ended badly, as an exit code: Cake itself knows only 1.</summary>
public sealed class Failure
{
    /// <summary>Null when all went well.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>What to tell the user; null when all went well.</summary>
    public string? Text { get; private set; }

    /// <summary>Notes what a task threw.</summary>
    public void Note(Exception? exception)
    {
        if (exception is null)
            return;
        ExitCode = Of(exception);
        Text =
            Innermost(exception) is Detached ? ""
            : Innermost(exception) is OperationCanceledException
                ? "interrupted; run the same command again to go on"
            : Innermost(exception).Message;
    }

    private static Exception Innermost(Exception exception) =>
        exception is AggregateException { InnerException: { } inner }
            ? Innermost(inner)
            : exception;

    private static int Of(Exception exception) =>
        exception switch
        {
            AggregateException { InnerException: { } inner } => Of(inner),
            UserError error => error.ExitCode,
            ConfigurationError => Engine.ExitCode.BadUsage,
            StageFailure failure => failure.Outcome.ExitCode,
            OperationCanceledException => Engine.ExitCode.Interrupted,
            { InnerException: { } inner } => Of(inner),
            _ => Engine.ExitCode.UnitFailed,
        };
}
