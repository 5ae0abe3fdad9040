using Sluice.Engine.Files;

namespace Sluice.Engine.Claims;

/// <summary>Claims on the real file system.</summary>
internal sealed class ClaimFiles : IClaimFiles
{
    public static ClaimFiles Instance { get; } = new();

    public int Rename(string from, string to) => Disk.TryRename(from, to);

    public int MakeDirectory(string path) => Disk.TryMakeDirectory(path);

    public int RemoveDirectory(string path) => Disk.TryRemoveDirectory(path);

    public void MakeFile(string path) => Disk.OpenWrite(path, FileMode.CreateNew).Dispose();

    public bool Exists(string path) => FileIdentity.Look(path, followLinks: false) is not null;

    public IReadOnlyList<string> Names(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName)!];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    public void RemoveTree(string path)
    {
        try
        {
            Disk.DeleteTree(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Several may remove the same tree, and a process that outlived its worker may still
            // write there.
        }
    }

    public WorkerStatus? Status(string file) => WorkerStatus.Read(file);

    public long? Modified(string file) => FileIdentity.Of(file)?.Modified;

    public long Now(string directory) => FileSystemClock.Now(directory);

    public void EndProcesses(string worker) => Orphans.Kill([worker]);
}
