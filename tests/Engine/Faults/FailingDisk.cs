using Sluice.Engine.Files;

namespace Sluice.Tests.Engine.Faults;

/// <summary>
/// Counts the operations under a directory; at one of them fails once, or stops all from then on, as
/// a kill leaves the disk.
/// </summary>
/// <param name="root">What lies elsewhere belongs to other tests.</param>
/// <param name="point">Which operation, from 1; 0 for none.</param>
/// <param name="error">The system's error number.</param>
/// <param name="forGood">Whether everything after it fails too.</param>
internal sealed class FailingDisk(string root, int point, int error, bool forGood)
{
    private readonly Lock _gate = new();

    public string Root => root;

    /// <summary>How many operations there were.</summary>
    public int Count { get; private set; }

    /// <summary>What was hit, for the message of a test that fails.</summary>
    public string Hit { get; private set; } = "nothing";

    /// <summary>Whether nothing has any effect any more.</summary>
    public bool IsFrozen => forGood && point > 0 && Count >= point;

    public int Before(DiskOperation operation, string path)
    {
        lock (_gate)
        {
            Count++;
            if (Count == point)
                Hit = $"{operation} {path[root.Length..]}";
            return Count == point || IsFrozen ? error : 0;
        }
    }
}
