using System.Runtime.InteropServices;

namespace Sluice.Engine.Processes;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP into one cancellation. A second signal ends the process at once.
/// </summary>
public sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _count;

    /// <summary>Starts listening.</summary>
    public StopSignal()
    {
        foreach (
            var signal in (PosixSignal[])
                [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]
        )
            _registrations.Add(PosixSignalRegistration.Create(signal, Received));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Called with the first signal, before the cancellation.</summary>
    public event Action? FirstSignal;

    /// <summary>Stops as a signal would.</summary>
    public void Stop()
    {
        if (Interlocked.Increment(ref _count) == 1)
            Begin();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        // The source is not disposed: a signal under way, or a parent that dies now, may still cancel it.
    }

    private void Received(PosixSignalContext context)
    {
        context.Cancel = true;
        // Counted here and not below: a busy pool must not make a second signal look like the first.
        if (Interlocked.Increment(ref _count) > 1)
            ProcessExit.Now(ExitCode.Interrupted);
        // Continuations of the cancellation must not run on the runtime's signal thread.
        ThreadPool.QueueUserWorkItem(_ => Begin());
    }

    private void Begin()
    {
        FirstSignal?.Invoke();
        _source.Cancel();
    }
}
