using System.Collections.Concurrent;
using Sluice.Engine.Files;

namespace Sluice.Tests.Engine.Faults;

/// <summary>Several disks that fail at once, each its own directory: tests of all points go side by side.</summary>
internal sealed class FailingDisks : IDiskFaults
{
    private static readonly FailingDisks Instance = new();

    private readonly ConcurrentDictionary<string, FailingDisk> _disks = new(StringComparer.Ordinal);

    /// <summary>Disturbs what is done under the disk's root until disposed.</summary>
    public static IDisposable Install(FailingDisk disk)
    {
        Instance._disks[disk.Root] = disk;
        Disk.Faults = Instance;
        return new Removal(disk.Root);
    }

    public int Before(DiskOperation operation, string path)
    {
        foreach (var (root, disk) in _disks)
            if (path.StartsWith(root, StringComparison.Ordinal))
                return disk.Before(operation, path);
        return 0;
    }

    private sealed class Removal(string root) : IDisposable
    {
        public void Dispose() => Instance._disks.TryRemove(root, out _);
    }
}
