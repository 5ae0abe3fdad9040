using System.Runtime.InteropServices;
using Sluice.Slurm.Queue;

namespace Sluice.Slurm.Node;

/// <summary>
/// Minds an element's time limit: some time before the end nothing more is begun, and when what is left
/// is just enough to end in, what still runs is stopped. When the end is, Slurm is asked; its warning,
/// which may come a minute early, only says that it is time to ask.
/// </summary>
internal sealed class ElementClock : IDisposable
{
    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(1);

    // A controller that is away does not use up the time that is left.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    // Of a timer.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    /// <summary>SIGUSR1, as sbatch's --signal asks for it.</summary>
    public const PosixSignal Warning = (PosixSignal)10;

    private readonly CancellationTokenSource _drain;
    private readonly CancellationTokenSource _timeUp;
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly TimeSpan _lead;
    private readonly TimeSpan? _limit;
    private readonly Func<Task<JobTimes?>> _ask;
    private readonly PosixSignalRegistration _registration;
    private readonly ITimer? _watch;
    private readonly ITimer? _look;
    private Func<ElementDeadlines>? _decide;
    private bool _isWarned;

    /// <summary>Starts listening for SIGUSR1, which would end a process that does not.</summary>
    /// <param name="lead">How long before the end nothing more is begun.</param>
    /// <param name="limit">The time limit; null when only Slurm knows it, and warns.</param>
    /// <param name="ask">Asks Slurm for the job's times; null for nobody to ask.</param>
    /// <param name="warned">A file that says the same as the signal, where that goes to the script instead; null for none.</param>
    /// <param name="clock">The time; the system's where it is left out.</param>
    public ElementClock(
        TimeSpan lead,
        TimeSpan? limit = null,
        Func<Task<JobTimes?>>? ask = null,
        string? warned = null,
        TimeProvider? clock = null
    )
    {
        _clock = clock ?? TimeProvider.System;
        _began = _clock.GetTimestamp();
        _drain = new(Timeout.InfiniteTimeSpan, _clock);
        _timeUp = new(Timeout.InfiniteTimeSpan, _clock);
        _lead = lead;
        _limit = limit;
        _ask = ask ?? (() => Task.FromResult<JobTimes?>(null));
        if (warned is not null)
            _watch = _clock.CreateTimer(
                _ =>
                {
                    if (!_isWarned && File.Exists(warned))
                        Warn();
                },
                null,
                TimeSpan.Zero,
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
        // A warning may be lost, in a container for example, or come before this process.
        if (limit is { } known && ElementDeadlines.FirstLook(known, lead) is var wait && Fits(wait))
            _look = _clock.CreateTimer(
                _ => Look(isWarning: false),
                null,
                wait,
                Timeout.InfiniteTimeSpan
            );
    }

    /// <summary>What a stopped unit gets to end by itself.</summary>
    public TimeSpan Grace
    {
        get;
        set
        {
            field = value;
            Schedule();
        }
    } = TimeSpan.FromSeconds(10);

    /// <summary>Cancelled when nothing more is to be begun.</summary>
    public CancellationToken Drain => _drain.Token;

    /// <summary>Cancelled when what still runs must be stopped.</summary>
    public CancellationToken TimeUp => _timeUp.Token;

    /// <summary>Whether nothing more is to be begun.</summary>
    public bool IsDraining => _drain.IsCancellationRequested;

    /// <summary>Whether it is the time limit that ends the job, as far as is known.</summary>
    public bool IsLimit { get; private set; } = true;

    /// <summary>Why nothing more is begun.</summary>
    public string Why { get; private set; } = "The time limit is near";

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _look?.Dispose();
        _registration.Dispose();
    }

    private void Warn()
    {
        lock (_lock)
        {
            if (_isWarned)
                return;
            _isWarned = true;
        }
        Look(isWarning: true);
    }

    private async void Look(bool isWarning)
    {
        var asked = _clock.GetTimestamp();
        var times = await AskAsync();
        var known = times is null ? (TimeSpan?)null : times.End - _clock.GetUtcNow();
        var at = _clock.GetTimestamp();
        if (known is null && !isWarning)
        {
            // Later than the true end by what came before this process; a warning still corrects it.
            known = _limit - _clock.GetElapsedTime(_began);
        }
        lock (_lock)
        {
            // A warning says more than a look by the way.
            if (_isWarned && !isWarning)
                return;
            if (times is not null)
                IsLimit = !times.IsCutShort;
            Why =
                !IsLimit ? "The job is about to be ended"
                : isWarning && ElementDeadlines.IsByHand(known, _lead)
                    ? "A warning (SIGUSR1) has come"
                : "The time limit is near";
            _decide = () =>
                isWarning
                    ? known is { } left
                        ? Since(at, ElementDeadlines.AfterWarning(left, _lead, Grace))
                        : Since(asked, ElementDeadlines.AfterWarning(null, _lead, Grace))
                    : Since(at, ElementDeadlines.Before(known!.Value, _lead, Grace));
        }
        Schedule();
    }

    private async Task<JobTimes?> AskAsync()
    {
        var answer = _ask();
        return await Task.WhenAny(answer, Task.Delay(s_patience, _clock)) == answer
            ? await answer
            : null;
    }

    private ElementDeadlines Since(long then, ElementDeadlines deadlines)
    {
        var gone = _clock.GetElapsedTime(then);
        return new(deadlines.Drain - gone, deadlines.Stop - gone);
    }

    private void Schedule()
    {
        lock (_lock)
        {
            if (_decide?.Invoke() is not { } deadlines)
                return;
            CancelAfter(_drain, deadlines.Drain);
            CancelAfter(_timeUp, deadlines.Stop);
        }
    }

    private static void CancelAfter(CancellationTokenSource source, TimeSpan wait) =>
        source.CancelAfter(
            wait <= TimeSpan.Zero ? TimeSpan.Zero
            : Fits(wait) ? wait
            : Timeout.InfiniteTimeSpan
        );

    private static bool Fits(TimeSpan wait) => wait < s_longest;
}
