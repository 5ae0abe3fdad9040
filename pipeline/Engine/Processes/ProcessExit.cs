namespace Sluice.Engine.Processes;

/// <summary>
/// Ends this process from within, whatever else it is at. The only place that does: whoever is asked
/// to stop twice, or has asked work to end that does not, has nobody left to return an exit code to.
/// </summary>
public static class ProcessExit
{
    /// <summary>Ends it.</summary>
    public static void Now(int exitCode) => Environment.Exit(exitCode);

    /// <summary>
    /// Ends it after some time, unless it has ended by itself. On a thread of its own: work that does
    /// not end may hold every thread of the pool, and with them all timers.
    /// </summary>
    /// <param name="wait">How long it has.</param>
    /// <param name="exitCode">Asked then; null to let it go on.</param>
    public static void After(TimeSpan wait, Func<int?> exitCode) =>
        new Thread(() =>
        {
            Thread.Sleep(wait);
            if (exitCode() is { } code)
                Now(code);
        })
        {
            IsBackground = true,
        }.Start();
}
