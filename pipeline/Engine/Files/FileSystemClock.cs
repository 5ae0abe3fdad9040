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
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, "clock");
        using (
            var stream = new FileStream(
                file,
                FileMode.OpenOrCreate,
                FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            )
        )
            stream.WriteByte((byte)'.');
        return FileIdentity.Of(file)?.Modified ?? 0;
    }
}
