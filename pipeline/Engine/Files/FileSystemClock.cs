namespace Sluice.Engine.Files;

/// <summary>
/// The time as the file system that holds a directory sees it. Machines that share a file system
/// need not agree on the time; its own stamps can be compared.
/// </summary>
internal static class FileSystemClock
{
    /// <summary>Nanoseconds since 1970: the modification time of a write just made.</summary>
    public static long Now(string directory)
    {
        Disk.MakeDirectories(directory);
        var path = Path.Combine(directory, "clock");
        using (var file = Disk.OpenWrite(path, FileMode.OpenOrCreate))
            Disk.Write(file, path, "."u8, 0);
        return FileIdentity.Of(path)?.Modified ?? 0;
    }
}
