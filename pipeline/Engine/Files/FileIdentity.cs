using System.Runtime.InteropServices;
using System.Text;

namespace Sluice.Engine.Files;

/// <summary>
/// What the file system says of a file in one call: equal identities mean equal content, because
/// every write and every rename moves the change time, which no user program can set back.
/// </summary>
/// <param name="Inode">Inode number.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Modified">Modification time, nanoseconds since 1970.</param>
/// <param name="Changed">Status change time, nanoseconds since 1970.</param>
public readonly record struct FileIdentity(long Inode, long Size, long Modified, long Changed)
{
    /// <summary>Looks at a path, following links. Null when nothing is there.</summary>
    public static FileIdentity? Of(string path) =>
        Look(path) is { IsRegular: true } e ? e.Id : null;

    /// <summary>Like <see cref="Of"/> but tells kinds apart; null when nothing is there.</summary>
    /// <exception cref="IOException">The path cannot be looked at, e.g. a directory on it is closed to us.</exception>
    internal static FileEntry? Look(string path, bool followLinks = true) =>
        Look(Native.AtFdCwd, path, followLinks);

    /// <summary>The same for a path relative to an open directory.</summary>
    internal static unsafe FileEntry? Look(
        int directory,
        ReadOnlySpan<char> path,
        bool followLinks = true
    )
    {
        // No character takes more than three bytes of UTF-8.
        var most = path.Length * 3 + 1;
        var name = most <= 512 ? stackalloc byte[512] : new byte[most];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        // struct statx is fixed by the kernel (include/uapi/linux/stat.h), 256 bytes on every machine.
        var buffer = stackalloc byte[256];
        int result;
        fixed (byte* start = name)
            result = Native.StatX(
                directory,
                start,
                followLinks ? 0 : Native.NoFollow,
                Native.StatxBasic,
                buffer
            );
        if (result != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error is Native.ErrorNotFound or Native.ErrorNotDirectory)
                return null;
            throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
        var type = *(ushort*)(buffer + 28) & FileEntry.TypeBits;
        return new FileEntry(
            new FileIdentity(
                (long)*(ulong*)(buffer + 32),
                (long)*(ulong*)(buffer + 40),
                Nanoseconds(buffer + 112),
                Nanoseconds(buffer + 96)
            ),
            type
        );
    }

    private static unsafe long Nanoseconds(byte* timestamp) =>
        *(long*)timestamp * 1_000_000_000 + *(uint*)(timestamp + 8);
}
