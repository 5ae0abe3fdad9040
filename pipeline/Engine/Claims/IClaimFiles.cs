namespace Sluice.Engine.Claims;

/// <summary>
/// The few operations that claims stand on. Each is atomic on every POSIX file system, NFS and Lustre
/// included; those that return a number return the system's error, 0 for success.
/// </summary>
internal interface IClaimFiles
{
    /// <summary>Replaces an empty directory of the new name, never one that is not empty.</summary>
    int Rename(string from, string to);

    int MakeDirectory(string path);

    /// <summary>Fails on a directory that is not empty.</summary>
    int RemoveDirectory(string path);

    /// <summary>Makes an empty file.</summary>
    void MakeFile(string path);

    bool Exists(string path);

    /// <summary>Names in a directory; none when it is not there.</summary>
    IReadOnlyList<string> Names(string directory);

    /// <summary>Removes what is there as far as it can be removed; what is left is got another time.</summary>
    void RemoveTree(string path);

    /// <summary>A worker's status, or null.</summary>
    WorkerStatus? Status(string file);

    /// <summary>Modification time in ns, or null when nothing is there.</summary>
    long? Modified(string file);

    /// <summary>The file system's own time in ns.</summary>
    long Now(string directory);

    /// <summary>Ends what a worker left running on this machine.</summary>
    void EndProcesses(string worker);
}
