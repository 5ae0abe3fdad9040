using Sluice.Engine.Files;

namespace Sluice.Engine.Claims;

/// <summary>
/// Keeps a worker's status file fresh: rewritten when the status changes and at least every second,
/// so that its modification time, on the file system's own clock, says that the worker lives.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private FileStream _file;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _changed = new();
    private readonly ManualResetEventSlim _ending = new();
    private WorkerStatus _status;
    private int _length = 1024;
    private volatile bool _ended;

    /// <summary>Creates the file and starts beating.</summary>
    public Heartbeat(string directory, WorkerStatus status)
    {
        Directory.CreateDirectory(directory);
        _status = status;
        Path = FileOf(directory, status.Worker.Id);
        _file = Create();
        Beat();
        _thread = new Thread(Run) { IsBackground = true, Name = "heartbeat" };
        _thread.Start();
    }

    /// <summary>The status file.</summary>
    public string Path { get; }

    /// <summary>Where a worker's status file lies.</summary>
    public static string FileOf(string directory, string worker) =>
        System.IO.Path.Combine(directory, $"{worker}.json");

    /// <summary>Changes the status; it is on disk soon after.</summary>
    public void Update(Func<WorkerStatus, WorkerStatus> change)
    {
        lock (_gate)
            _status = change(_status);
        _changed.Set();
    }

    /// <summary>Writes the last status and stops.</summary>
    public void End(int exitCode)
    {
        Update(status =>
            status with
            {
                ExitCode = exitCode,
                Ended = TimeProvider.System.GetUtcNow(),
                Current = "",
            }
        );
        _ended = true;
        _ending.Set();
        _changed.Set();
        _thread.Join();
        TryBeat();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _ending.Set();
        _changed.Set();
        _thread.Join();
        _file.Dispose();
        _changed.Dispose();
        _ending.Dispose();
    }

    private void Run()
    {
        while (!_ended)
        {
            _changed.Wait(Interval);
            _changed.Reset();
            TryBeat();
            _ending.Wait(Fastest);
        }
    }

    private void TryBeat()
    {
        try
        {
            // Whoever took this worker for dead while it was stopped swept the file away.
            if (FileIdentity.Of(Path) is null)
            {
                _file.Dispose();
                _file = Create();
            }
            Beat();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not end the work; the next beat may succeed, and if none does
            // the claims expire, which is safe.
        }
    }

    private FileStream Create() =>
        new(
            Path,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0
        );

    private void Beat()
    {
        lock (_gate)
        {
            var bytes = _status.Encode(_length);
            // Never shorter than before: the end of a longer one would be left standing.
            _length = bytes.Length;
            RandomAccess.Write(_file.SafeFileHandle, bytes, 0);
        }
    }
}
