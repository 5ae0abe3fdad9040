namespace Sluice.Engine.Files;

/// <summary>Where files lie, or will, with the links among their directories followed. Each directory is looked at once.</summary>
public sealed class RealDirectories
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The path of a file that need not be there; a link in its own place is not followed.</summary>
    /// <param name="path">Absolute, without <c>..</c>.</param>
    public string Follow(string path) =>
        Path.GetDirectoryName(path) is { } directory
            ? Path.Combine(Of(directory), Path.GetFileName(path))
            : path;

    private string Of(string directory)
    {
        if (_known.TryGetValue(directory, out var known))
            return known;
        return _known[directory] = RealPath.Of(directory) ?? Follow(directory);
    }
}
