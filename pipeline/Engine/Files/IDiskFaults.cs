namespace Sluice.Engine.Files;

/// <summary>Makes single operations of <see cref="Disk"/> fail, or be the last of the process. Only tests have one.</summary>
internal interface IDiskFaults
{
    /// <summary>Told of every operation before it happens.</summary>
    /// <returns>The system's error number to fail with, or 0 to let it happen.</returns>
    int Before(DiskOperation operation, string path);
}
