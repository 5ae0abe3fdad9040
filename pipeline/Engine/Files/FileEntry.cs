namespace Sluice.Engine.Files;

/// <summary>An identity and the kind of what bears it.</summary>
internal readonly record struct FileEntry(FileIdentity Id, bool IsRegular, bool IsDirectory);
