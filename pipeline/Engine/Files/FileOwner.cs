using System.Text;

namespace Sluice.Engine.Files;

/// <summary>Whose a file is.</summary>
public static class FileOwner
{
    /// <summary>This process's user, by number.</summary>
    public static uint? Me => Of("/proc/self");

    /// <summary>A file's owner, by number; null when it cannot be looked at.</summary>
    public static unsafe uint? Of(string path)
    {
        var name = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        Encoding.UTF8.GetBytes(path, name);
        // struct statx (include/uapi/linux/stat.h): stx_uid stands at 20.
        var buffer = stackalloc byte[256];
        fixed (byte* start = name)
            return Native.StatX(Native.AtFdCwd, start, 0, Native.StatxBasic, buffer) == 0
                ? *(uint*)(buffer + 20)
                : null;
    }
}
