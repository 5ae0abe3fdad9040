using System.Collections.Concurrent;

namespace Sluice.Engine.Files;

/// <summary>
/// Directories held open while many files are looked at: a look relative to one costs a part of the
/// walk along the whole path. Shared by threads, so that each directory is opened once.
/// </summary>
internal sealed class OpenDirectories : IDisposable
{
    /// <summary>What stands for a directory that is not held open.</summary>
    public const int None = -1;

    private const int Most = 256;

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The descriptor of a directory, or <see cref="None"/>: it is not there, or too many are open.</summary>
    public int Open(string directory)
    {
        if (_open.TryGetValue(directory, out var descriptor))
            return descriptor;
        lock (_gate)
        {
            if (_open.TryGetValue(directory, out descriptor))
                return descriptor;
            if (_open.Count >= Most)
                return None;
            descriptor = Native.Open(
                directory,
                Native.OpenPath | Native.OpenDirectory | Native.OpenCloseOnExec,
                0
            );
            _open[directory] = descriptor;
            return descriptor;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var descriptor in _open.Values)
            if (descriptor >= 0)
                _ = Native.Close(descriptor);
        _open.Clear();
    }
}
