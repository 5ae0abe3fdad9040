namespace Sluice.Engine.Files;

/// <summary>Where a path leads.</summary>
internal static class RealPath
{
    /// <summary>The path with every link in it followed; null when that leads nowhere.</summary>
    public static string? Of(string path)
    {
        // The kernel resolves what a descriptor was opened by, however many links there are. By
        // O_PATH no permission to read is needed, and no pipe is waited for.
        var descriptor = Native.Open(path, Native.OpenPath | Native.OpenCloseOnExec, 0);
        if (descriptor < 0)
            return null;
        try
        {
            return new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;
        }
        finally
        {
            _ = Native.Close(descriptor);
        }
    }
}
