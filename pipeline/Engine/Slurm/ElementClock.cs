using System.Runtime.InteropServices;

namespace Sluice.Engine.Slurm;

/// <summary>
/// Minds an element's time limit. Slurm's warning comes some time before it: from then on
/// nothing is begun, and when what is left is just enough to end in, what still runs is stopped.
/// </summary>
public sealed class ElementClock : IDisposable
{
    // For committing, recording and the call to the controller.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(1);

    private const PosixSignal Warning = (PosixSignal)10;

    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _timeUp = new();
    private readonly PosixSignalRegistration _registration;
    private readonly TimeSpan _lead;
    private readonly Timer? _watch;

    /// <summary>Starts listening for SIGUSR1, which would end a process that does not.</summary>
    /// <param name="lead">Between the warning and the limit.</param>
    /// <param name="warned">A file that says the same, where the signal goes to the script instead; null for none.</param>
    public ElementClock(TimeSpan lead, string? warned = null)
    {
        _lead = lead;
        if (warned is not null)
            _watch = new Timer(
                _ =>
                {
                    if (!IsWarned && File.Exists(warned))
                        Warn();
                },
                null,
                s_watch,
                s_watch
            );
        _registration = PosixSignalRegistration.Create(
            Warning,
            context =>
            {
                context.Cancel = true;
                ThreadPool.QueueUserWorkItem(_ => Warn());
            }
        );
    }

    /// <summary>What a stopped unit gets to end by itself.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Cancelled by the warning.</summary>
    public CancellationToken Drain => _drain.Token;

    /// <summary>Cancelled when what still runs must be stopped.</summary>
    public CancellationToken TimeUp => _timeUp.Token;

    /// <summary>Whether the warning has come.</summary>
    public bool IsWarned => _drain.IsCancellationRequested;

    /// <summary>How long after the warning units may go on.</summary>
    public static TimeSpan Rest(TimeSpan lead, TimeSpan grace) =>
        lead - grace - s_margin is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero;

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _registration.Dispose();
    }

    private void Warn()
    {
        _drain.Cancel();
        _timeUp.CancelAfter(Rest(_lead, Grace));
    }
}
