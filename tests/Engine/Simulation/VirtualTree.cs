namespace Sluice.Tests.Engine.Simulation;

/// <summary>
/// Directories and files with modification times and the rules of rename(2), mkdir(2) and rmdir(2),
/// as far as claims use them. One operation at a time.
/// </summary>
internal sealed class VirtualTree
{
    private const int NotFound = 2;
    private const int Exists = 17;
    private const int NotEmpty = 39;

    // Path to modification time; a directory's ends in a slash in neither.
    private readonly SortedDictionary<string, (bool IsDirectory, long Modified)> _nodes = new(
        StringComparer.Ordinal
    );

    public VirtualTree(string root) => _nodes[root] = (true, 0);

    public int Rename(string from, string to)
    {
        if (!_nodes.TryGetValue(from, out var moved) || !IsDirectory(Parent(to)))
            return NotFound;
        if (_nodes.ContainsKey(to) && Below(to).Count > 0)
            return NotEmpty;
        var below = Below(from);
        _nodes.Remove(from);
        _nodes[to] = moved;
        foreach (var path in below)
        {
            _nodes[to + path[from.Length..]] = _nodes[path];
            _nodes.Remove(path);
        }
        return 0;
    }

    public int MakeDirectory(string path)
    {
        if (_nodes.ContainsKey(path))
            return Exists;
        if (!IsDirectory(Parent(path)))
            return NotFound;
        _nodes[path] = (true, 0);
        return 0;
    }

    public int RemoveDirectory(string path)
    {
        if (!_nodes.ContainsKey(path))
            return NotFound;
        if (Below(path).Count > 0)
            return NotEmpty;
        _nodes.Remove(path);
        return 0;
    }

    public bool MakeFile(string path)
    {
        if (!IsDirectory(Parent(path)) || _nodes.ContainsKey(path))
            return false;
        _nodes[path] = (false, 0);
        return true;
    }

    public void Touch(string path, long now) => _nodes[path] = (false, now);

    public bool Contains(string path) => _nodes.ContainsKey(path);

    public long? Modified(string path) =>
        _nodes.TryGetValue(path, out var node) ? node.Modified : null;

    public IReadOnlyList<string> Names(string directory) =>
        [
            .. Below(directory)
                .Select(path => path[(directory.Length + 1)..])
                .Where(name => !name.Contains('/')),
        ];

    public void RemoveTree(string path)
    {
        foreach (var below in Below(path))
            _nodes.Remove(below);
        _nodes.Remove(path);
    }

    private bool IsDirectory(string path) =>
        _nodes.TryGetValue(path, out var node) && node.IsDirectory;

    private List<string> Below(string path) =>
        [.. _nodes.Keys.Where(p => p.StartsWith(path + "/", StringComparison.Ordinal))];

    private static string Parent(string path) => Path.GetDirectoryName(path)!;
}
