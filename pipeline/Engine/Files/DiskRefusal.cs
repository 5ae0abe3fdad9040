using System.Runtime.InteropServices;

namespace Sluice.Engine.Files;

/// <summary>What a disk refuses with when nothing more can be written to it.</summary>
/// <param name="Reason">The system's words, e.g. <c>No space left on device</c>.</param>
/// <param name="Message">The same with the place.</param>
internal sealed record DiskRefusal(string Reason, string Message)
{
    private const int ErrorInputOutput = 5;
    private const int ErrorNoSpace = 28;
    private const int ErrorReadOnly = 30;
    private const int ErrorQuota = 122;

    // A page: a file of a few bytes may find room where nothing else does.
    private static readonly byte[] s_page = new byte[4096];

    /// <summary>Tries to write to directories; those that are not there are passed over.</summary>
    /// <returns>Of the first that refuses; null when none does.</returns>
    public static DiskRefusal? Of(params ReadOnlySpan<string> directories)
    {
        foreach (var directory in directories)
            if (
                directory.Length > 0
                && Directory.Exists(directory)
                && Try(directory) is { } refusal
            )
                return refusal;
        return null;
    }

    private static DiskRefusal? Try(string directory)
    {
        var path = Path.Combine(directory, $".probe-{Guid.NewGuid():n}");
        try
        {
            using (var file = Disk.OpenWrite(path, FileMode.CreateNew))
                Disk.Write(file, path, s_page, 0);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (e.HResult is not (ErrorInputOutput or ErrorNoSpace or ErrorReadOnly or ErrorQuota))
                return null;
            var reason = Marshal.GetPInvokeErrorMessage(e.HResult);
            return new DiskRefusal(reason, $"{reason} in {directory}");
        }
        finally
        {
            TryDelete(path);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            Disk.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is empty, or goes with the directory.
        }
    }
}
