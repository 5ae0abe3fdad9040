using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Sluice.Engine;
using Sluice.Engine.Processes;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Workers.Augmentation.Methods.External;

/// <summary>
/// A method in another program, started once at the first text and then asked line by line; see
/// <c>ExternalProtocol</c>. One text at a time. After a failure the program is stopped and every further call fails
/// alike, since what it would answer can no longer be told.
/// </summary>
/// <param name="row">Its command is an argument list; no shell is involved.</param>
/// <param name="log">Receives its stderr, each line after the method's id.</param>
/// <param name="timeout">How long one text may take, the start included.</param>
internal sealed class ExternalMethod(MethodRow row, TextWriter log, TimeSpan timeout)
    : ITextMethod,
        IDisposable
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly StderrTail _stderr = new(row.Id, TextWriter.Synchronized(log));
    private volatile Process? _process;
    private volatile bool _interrupted;
    private string? _failure;
    private bool _disposed;
    private long _requests;

    public string Id => row.Id;

    /// <summary>Whether it failed, so that every further call will.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <inheritdoc/>
    /// <exception cref="UserError">The command cannot be started.</exception>
    /// <exception cref="ExternalMethodException">It died, fell silent or broke the protocol, now or before.</exception>
    public string? Apply(string text, RowRandom random)
    {
        var seed = random.NextUInt64() >> 11;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_failure is not null)
                throw new ExternalMethodException(_failure);
            _process ??= Start();
            // After the start, so that neither this nor Interrupt can miss the other.
            if (_interrupted)
                throw Fail("was interrupted");
            var id = _requests++;
            try
            {
                var rewritten = ExternalProtocol.ReadAnswer(
                    Ask(_process, ExternalProtocol.WriteRequest(id, text, seed, row.Args)),
                    id
                );
                return rewritten == text ? null : rewritten;
            }
            catch (FormatException e)
            {
                throw Fail(e.Message);
            }
        }
    }

    /// <summary>Ends the program at once, from any thread: the text under way and all later ones fail.</summary>
    public void Interrupt()
    {
        _interrupted = true;
        if (_process is { } process)
            Kill(process);
    }

    /// <summary>Closes the program's stdin, waits a moment for it to end, then stops it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            if (_process is null)
                return;
            try
            {
                _process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has gone already, with a line still unread.
            }
            if (!WaitForEnd(_process))
                Stop(_process);
            _process.Dispose();
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(row.Command[0], row.Command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = s_utf8,
            StandardOutputEncoding = s_utf8,
            StandardErrorEncoding = s_utf8,
        };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.NewLine = "\n";
            process.ErrorDataReceived += (_, e) => _stderr.Add(e.Data);
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new UserError(
                $"method {row.Id}: the command '{row.Command[0]}' cannot be started ({e.Message}): "
                    + "install it or correct `command:`"
            );
        }
    }

    /// <summary>
    /// Sends one line and waits for one. A timer ends the program when time is up, which ends the waiting as well:
    /// unlike tasks, that works where many threads wait for their turn and none is left in the pool.
    /// </summary>
    private string Ask(Process process, string request)
    {
        var isLate = false;
        using var timer = new Timer(
            _ =>
            {
                Volatile.Write(ref isLate, true);
                Kill(process);
            },
            null,
            timeout,
            Timeout.InfiniteTimeSpan
        );
        string? answer = null;
        try
        {
            process.StandardInput.WriteLine(request);
            answer = process.StandardOutput.ReadLine();
        }
        catch (IOException)
        {
            // It ended before it read the line: the same as no answer.
        }
        return answer
            ?? throw Fail(
                Volatile.Read(ref isLate)
                    ? $"gave no answer within {timeout.TotalSeconds:0.###} s"
                    : Ending(process)
            );
    }

    private static string Ending(Process process) =>
        WaitForEnd(process)
            ? $"ended with {ExitText.OfCode(process.ExitCode)}"
            : "closed its stdout";

    private ExternalMethodException Fail(string fact)
    {
        Stop(_process!);
        _failure = $"method {row.Id}: its command '{row.Command[0]}' {fact}; {_stderr}";
        return new(_failure);
    }

    private static void Stop(Process process)
    {
        Kill(process);
        WaitForEnd(process);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e)
            when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, wholly or in part.
        }
    }

    /// <summary>Unlike WaitForExit with a limit, this waits for the end of stderr as well.</summary>
    private static bool WaitForEnd(Process process) => process.WaitForExitAsync().Wait(s_grace);
}
