using Sluice.Engine.Files;

namespace Sluice.Tests.Engine.Properties;

/// <summary>The workspace of a random graph, in memory where there is such a file system: hundreds of cases take seconds.</summary>
internal sealed class GraphFiles : IDisposable
{
    private const string Memory = "/dev/shm";

    public GraphFiles()
    {
        Root = Path.Combine(
            Directory.Exists(Memory) ? Memory : Path.GetTempPath(),
            $"sluice property {Guid.NewGuid():n}"
        );
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string this[string path] => Path.Combine(Root, path);

    public string? Read(string path) =>
        File.Exists(this[path]) ? File.ReadAllText(this[path]) : null;

    /// <summary>Writes a file so that its identity differs from before, as any write does that is not in the same tick of the clock.</summary>
    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        var before = FileIdentity.Of(this[path]);
        File.WriteAllText(this[path], content);
        while (FileIdentity.Of(this[path]) == before)
        {
            Thread.Sleep(1);
            File.WriteAllText(this[path], content);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
