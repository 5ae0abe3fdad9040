namespace Sluice.Engine.Processes;

/// <summary>Runs a command to its end: output to its log, time-out, cancellation, group kill.</summary>
public static class ProcessRunner
{
    // Timers of .NET reach no further; nobody waits longer.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    /// <summary>Runs and waits.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="timeout">After which the group is stopped; null for none.</param>
    /// <param name="grace">Between the request to end and the kill.</param>
    /// <param name="started">Told the process before it is waited for.</param>
    /// <param name="cancellation">Stops the group likewise.</param>
    /// <returns>Exit code, and whether the time-out ended it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the group has ended.</exception>
    /// <exception cref="IOException">The command cannot be started.</exception>
    public static async Task<(int ExitCode, bool TimedOut)> RunAsync(
        CommandLine command,
        TimeSpan? timeout,
        TimeSpan grace,
        Action<RunningProcess>? started,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var process = RunningProcess.Start(command);
        try
        {
            started?.Invoke(process);
        }
        catch
        {
            // Nobody knows of it: it must not be left running.
            process.Kill();
            await process.Exit;
            throw;
        }
        if (timeout is { } span && span < LongestTimer)
            limit.CancelAfter(span);
        var stopped = Task.Delay(Timeout.Infinite, limit.Token);
        if (await Task.WhenAny(process.Exit, stopped) != process.Exit)
        {
            await process.StopAsync(grace);
            cancellation.ThrowIfCancellationRequested();
            return (await process.Exit, true);
        }
        var exitCode = await process.Exit;
        await limit.CancelAsync();
        return (exitCode, false);
    }
}
