namespace Sluice.Engine.Files;

/// <summary>An identity and the kind of what bears it.</summary>
/// <param name="Id">Of the file.</param>
/// <param name="Type">The file type bits of its mode, as in stat(2).</param>
internal readonly record struct FileEntry(FileIdentity Id, int Type)
{
    /// <summary>The bits of a mode that tell the type.</summary>
    public const int TypeBits = 0xF000;

    public bool IsRegular => Type == 0x8000;

    public bool IsDirectory => Type == 0x4000;

    public bool IsLink => Type == 0xA000;

    /// <summary>What a person would call it.</summary>
    public string Kind =>
        Type switch
        {
            0x8000 => "a file",
            0x4000 => "a directory",
            0xA000 => "a link",
            0x1000 => "a named pipe",
            0xC000 => "a socket",
            0x2000 or 0x6000 => "a device",
            _ => "no regular file",
        };
}
