namespace Sluice.Engine.Processes;

/// <summary>Runs a command to its end: output to its log, time-out, cancellation, group kill.</summary>
internal static class ProcessRunner
{
    // Timers of .NET reach no further; nobody waits longer.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    /// <summary>Runs and waits on the calling thread.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="timeout">After which the group is stopped; null for none.</param>
    /// <param name="grace">Between the request to end and the kill.</param>
    /// <param name="cancellation">Stops the group likewise.</param>
    /// <returns>How it ended, and whether by the time-out.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the group has ended.</exception>
    /// <exception cref="IOException">The command cannot be started.</exception>
    public static ProcessEnd Run(
        CommandLine command,
        TimeSpan? timeout,
        TimeSpan grace,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var process = RunningProcess.Start(command);
        using var timedOut = new GroupStop(process, grace);
        using var cancelled = new GroupStop(process, grace);
        using var timer =
            timeout is { } span && span < LongestTimer
                ? new Timer(_ => timedOut.Begin(), null, span, Timeout.InfiniteTimeSpan)
                : null;
        ProcessEnd end;
        using (cancellation.UnsafeRegister(_ => cancelled.Begin(), null))
            end = process.Wait();
        if (cancelled.HasBegun)
            cancellation.ThrowIfCancellationRequested();
        return end with { TimedOut = timedOut.HasBegun };
    }

    /// <summary>The same on a thread of its own.</summary>
    /// <inheritdoc cref="Run"/>
    public static Task<ProcessEnd> RunAsync(
        CommandLine command,
        TimeSpan? timeout,
        TimeSpan grace,
        CancellationToken cancellation
    ) =>
        Task.Factory.StartNew(
            () => Run(command, timeout, grace, cancellation),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    /// <summary>Asks a group to end and kills it when it has not in time.</summary>
    private sealed class GroupStop(RunningProcess process, TimeSpan grace) : IDisposable
    {
        private readonly Lock _gate = new();
        private Timer? _kill;
        private bool _ended;

        public bool HasBegun { get; private set; }

        public void Begin()
        {
            lock (_gate)
            {
                if (_ended)
                    return;
                HasBegun = true;
                process.Terminate();
                _kill = new Timer(
                    _ => process.Kill(),
                    null,
                    grace < LongestTimer ? grace : Timeout.InfiniteTimeSpan,
                    Timeout.InfiniteTimeSpan
                );
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _ended = true;
                _kill?.Dispose();
            }
        }
    }
}
