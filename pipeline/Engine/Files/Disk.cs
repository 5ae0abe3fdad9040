using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sluice.Engine.Files;

/// <summary>
/// Everything that the engine does to files passes here, one operation a call: what can fail is in
/// one place, and tests make any single operation fail or be the last. Failures are
/// <see cref="IOException"/>s that name the path and bear the system's error number as HResult;
/// the <c>Try</c> forms return that number instead, 0 for success.
/// </summary>
public static class Disk
{
    private const int ForAll = 0x1FF;

    /// <summary>Set by tests only.</summary>
    internal static IDiskFaults? Faults { get; set; }

    /// <summary>Opens a file for reading; others may write, rename and delete it meanwhile.</summary>
    public static SafeFileHandle OpenRead(string path)
    {
        Pass(DiskOperation.Read, path);
        return File.OpenHandle(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
    }

    /// <summary>Opens a file for writing.</summary>
    public static SafeFileHandle OpenWrite(string path, FileMode mode)
    {
        Pass(DiskOperation.Open, path);
        return File.OpenHandle(
            path,
            mode,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete
        );
    }

    /// <summary>The whole content of a file.</summary>
    public static byte[] ReadAllBytes(string path)
    {
        Pass(DiskOperation.Read, path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Writes at an offset.</summary>
    public static void Write(
        SafeFileHandle file,
        string path,
        ReadOnlySpan<byte> bytes,
        long offset
    )
    {
        Pass(DiskOperation.Write, path);
        RandomAccess.Write(file, bytes, offset);
    }

    /// <summary>Writes several pieces one after the other at an offset.</summary>
    public static void Write(
        SafeFileHandle file,
        string path,
        IReadOnlyList<ReadOnlyMemory<byte>> pieces,
        long offset
    )
    {
        Pass(DiskOperation.Write, path);
        RandomAccess.Write(file, pieces, offset);
    }

    /// <summary>Makes an open file's content durable.</summary>
    public static void Sync(SafeFileHandle file, string path)
    {
        Pass(DiskOperation.Sync, path);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Makes a file's content, or the names in a directory, durable.</summary>
    public static void Sync(string path)
    {
        Pass(DiskOperation.Sync, path);
        var descriptor = Native.Open(path, Native.OpenReadOnly | Native.OpenCloseOnExec, 0);
        if (descriptor < 0)
            throw Failure("cannot open", path, Marshal.GetLastPInvokeError());
        try
        {
            if (Native.Sync(descriptor) != 0)
                throw Failure("cannot sync", path, Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = Native.Close(descriptor);
        }
    }

    /// <summary>Renames a file or directory, replacing a file or an empty directory of that name in the same step.</summary>
    public static int TryRename(string from, string to) =>
        Fault(DiskOperation.Rename, to) is not 0 and var fault ? fault
        : Native.Rename(from, to) == 0 ? 0
        : Marshal.GetLastPInvokeError();

    /// <inheritdoc cref="TryRename"/>
    public static void Rename(string from, string to)
    {
        if (TryRename(from, to) is not 0 and var error)
            throw Failure($"cannot rename {from} to", to, error);
    }

    /// <summary>Creates one directory.</summary>
    public static int TryMakeDirectory(string path) =>
        Fault(DiskOperation.MakeDirectory, path) is not 0 and var fault ? fault
        : Native.MakeDirectory(path, ForAll) == 0 ? 0
        : Marshal.GetLastPInvokeError();

    /// <summary>Creates a directory and those above it; fine when it stands.</summary>
    public static void MakeDirectories(string path)
    {
        if (Directory.Exists(path))
            return;
        Pass(DiskOperation.MakeDirectory, path);
        Directory.CreateDirectory(path);
    }

    /// <summary>Removes an empty directory.</summary>
    public static int TryRemoveDirectory(string path) =>
        Fault(DiskOperation.RemoveDirectory, path) is not 0 and var fault ? fault
        : Native.RemoveDirectory(path) == 0 ? 0
        : Marshal.GetLastPInvokeError();

    /// <summary>Removes a file; fine when it is gone.</summary>
    public static void Delete(string path)
    {
        Pass(DiskOperation.Delete, path);
        File.Delete(path);
    }

    /// <summary>Removes a directory with all in it.</summary>
    public static void DeleteTree(string path)
    {
        Pass(DiskOperation.RemoveDirectory, path);
        Directory.Delete(path, recursive: true);
    }

    /// <summary>The error of an operation on a path, as people read it.</summary>
    public static IOException Failure(string what, string path, int error) =>
        new($"{what} {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);

    private static int Fault(DiskOperation operation, string path) =>
        Faults?.Before(operation, path) ?? 0;

    private static void Pass(DiskOperation operation, string path)
    {
        if (Fault(operation, path) is not 0 and var error)
            throw Failure($"cannot {Verb(operation)}", path, error);
    }

    private static string Verb(DiskOperation operation) =>
        operation switch
        {
            DiskOperation.MakeDirectory => "make the directory",
            DiskOperation.RemoveDirectory => "remove the directory",
            _ => operation.ToString().ToLowerInvariant(),
        };
}
