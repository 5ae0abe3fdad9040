using System.Collections.Concurrent;
using Sluice.Engine.Files;

namespace Sluice.Tests.Engine.Faults;

/// <summary>Several disks that fail at once, each its own directory: tests of all points go side by side.</summary>
internal sealed class FailingDisks : IDiskFaults
{
    private static readonly FailingDisks Instance = new();

    private readonly ConcurrentDictionary<string, Func<DiskOperation, string, int>> _disks = new(
        StringComparer.Ordinal
    );

    /// <summary>Disturbs what is done under the disk's root until disposed.</summary>
    public static IDisposable Install(FailingDisk disk) => Install(disk.Root, disk.Before);

    /// <summary>Asks before everything that is done under a root, until disposed.</summary>
    public static IDisposable Install(string root, Func<DiskOperation, string, int> before)
    {
        Instance._disks[root] = before;
        Disk.Faults = Instance;
        return new Removal(root);
    }

    public int Before(DiskOperation operation, string path)
    {
        foreach (var (root, before) in _disks)
            if (path.StartsWith(root, StringComparison.Ordinal))
                return before(operation, path);
        return 0;
    }

    private sealed class Removal(string root) : IDisposable
    {
        public void Dispose() => Instance._disks.TryRemove(root, out _);
    }
}
