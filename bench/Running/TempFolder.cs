namespace Sluice.Bench.Running;

/// <summary>A temporary directory, gone when disposed of.</summary>
internal sealed class TempFolder : IDisposable
{
    /// <summary>Absolute.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("sluice-bench-").FullName;

    /// <summary>Absolute path of something in it.</summary>
    public string this[string path] => Path.Combine(Root, path);

    /// <summary>Removes a directory in it, if it is there.</summary>
    public void Remove(string path)
    {
        if (Directory.Exists(this[path]))
            Directory.Delete(this[path], recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
