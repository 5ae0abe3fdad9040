using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sluice.Engine.Files;

/// <summary>The few system calls of Linux that .NET does not offer: thin, no decisions.</summary>
internal static partial class Native
{
    public const int AtFdCwd = -100;
    public const int StatxBasic = 0x7ff;
    public const int NoFollow = 0x100;
    public const int OpenReadOnly = 0;
    public const int OpenWriteOnly = 1;
    public const int OpenCreate = 0x40;
    public const int OpenTruncate = 0x200;
    public const int OpenAppend = 0x400;
    public const int OpenCloseOnExec = 0x80000;
    public const int OpenPath = 0x200000;
    public const int OpenDirectory = 0x10000;
    public const int ErrorNotFound = 2;
    public const int ErrorInterrupted = 4;
    public const int ErrorWouldBlock = 11;
    public const int ErrorAccess = 13;
    public const int ErrorExists = 17;
    public const int ErrorNotDirectory = 20;
    public const int ErrorNameTooLong = 36;
    public const int ErrorNotEmpty = 39;
    public const int ErrorLoop = 40;
    public const int LockForWriting = 1;
    public const int SetLockOfOpenFile = 37;
    public const int SignalTerminate = 15;
    public const int SignalKill = 9;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static unsafe partial int StatX(
        int directory,
        byte* path,
        int flags,
        uint mask,
        byte* buffer
    );

    [LibraryImport(
        "libc",
        EntryPoint = "mkdir",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    public static partial int MakeDirectory(string path, uint mode);

    [LibraryImport(
        "libc",
        EntryPoint = "rmdir",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    public static partial int RemoveDirectory(string path);

    [LibraryImport(
        "libc",
        EntryPoint = "rename",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    public static partial int Rename(string from, string to);

    [LibraryImport(
        "libc",
        EntryPoint = "open",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static unsafe partial int Pipe(int* descriptors, int flags);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    /// <summary>
    /// Takes a lock on a whole file that lasts until it is closed; false when another has it. Not
    /// flock's: .NET takes that of every file it opens, and readers would be turned away.
    /// </summary>
    /// <remarks>True as well where the file system knows no locks.</remarks>
    public static unsafe bool TryLock(SafeFileHandle file)
    {
        // struct flock: type, whence, start, length (0 for all), pid.
        var range = stackalloc long[4] { LockForWriting, 0, 0, 0 };
        return Control(file, SetLockOfOpenFile, range) == 0
            || Marshal.GetLastPInvokeError() is not (ErrorWouldBlock or ErrorAccess);
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static unsafe partial int Control(SafeFileHandle file, int command, void* argument);
}
