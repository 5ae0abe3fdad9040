using Sluice.Engine.Claims;
using Sluice.Engine.Files;

namespace Sluice.Engine.Working;

/// <summary>The directories within the fence in which units stage their outputs, used again and again.</summary>
internal sealed class StagingSlots(Fence fence)
{
    private readonly Lock _gate = new();
    private readonly Stack<string> _free = new();
    private int _made;

    /// <summary>An empty directory; never those above it: they are gone with the fence.</summary>
    /// <exception cref="FenceLost">The worker was held for dead.</exception>
    public string Take()
    {
        string slot;
        lock (_gate)
            if (!_free.TryPop(out slot!))
                slot = fence.Slot(++_made);
        if (Disk.TryMakeDirectory(slot) is not (0 or Native.ErrorExists) and var error)
        {
            fence.ThrowIfLost();
            throw Disk.Failure("cannot make the directory", slot, error);
        }
        return slot;
    }

    /// <summary>Empties a directory and gives it back.</summary>
    public void Return(string slot)
    {
        // Whatever still writes there may keep it: no other unit gets it, and it goes with the fence.
        if (!TryEmpty(slot))
            return;
        lock (_gate)
            _free.Push(slot);
    }

    /// <summary>Removes what lies in a directory, which stays in use.</summary>
    public static bool TryEmpty(string slot)
    {
        try
        {
            if (Directory.EnumerateFileSystemEntries(slot).Any())
                Disk.DeleteTree(slot);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
