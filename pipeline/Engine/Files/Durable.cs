using System.Runtime.InteropServices;
using System.Text;

namespace Sluice.Engine.Files;

/// <summary>Writes that survive a power cut: file synced, renamed into place, directory synced.</summary>
public static class Durable
{
    /// <summary>Replaces a file's content in one step: readers see the old text or the new, nothing between.</summary>
    public static void Write(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, Action<Stream> write)
    {
        var directory = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        var temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():n}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            Rename(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        SyncDirectory(directory);
    }

    /// <summary>Renames a file or directory, replacing a file of that name in the same step.</summary>
    /// <exception cref="IOException">The source is gone, or the target cannot be replaced.</exception>
    public static void Rename(string from, string to)
    {
        if (Native.Rename(from, to) != 0)
            throw Failure($"cannot rename {from} to {to}");
    }

    /// <summary>Makes a file's content durable.</summary>
    public static void SyncFile(string path) => Sync(path);

    /// <summary>Makes the names in a directory durable.</summary>
    public static void SyncDirectory(string path) => Sync(path);

    /// <summary>Creates one directory; false when it stands already.</summary>
    /// <exception cref="IOException">It cannot be created for another reason.</exception>
    internal static bool TryCreateDirectory(string path)
    {
        if (Native.MakeDirectory(path, 0x1FF) == 0)
            return true;
        if (Marshal.GetLastPInvokeError() == Native.ErrorExists)
            return false;
        throw Failure($"cannot create the directory {path}");
    }

    private static void Sync(string path)
    {
        var descriptor = Native.Open(path, Native.OpenReadOnly | Native.OpenCloseOnExec, 0);
        if (descriptor < 0)
            throw Failure($"cannot open {path}");
        try
        {
            if (Native.Sync(descriptor) != 0)
                throw Failure($"cannot sync {path}");
        }
        finally
        {
            _ = Native.Close(descriptor);
        }
    }

    private static IOException Failure(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }
}
