namespace Sluice.Engine.Files;

/// <summary>What the engine does to a file or directory.</summary>
internal enum DiskOperation
{
    /// <summary>Opens what is there for reading.</summary>
    Read,

    /// <summary>Opens for writing, making it where it is missing.</summary>
    Open,

    Write,
    Sync,
    Rename,
    Delete,
    MakeDirectory,
    RemoveDirectory,
}
