namespace Sluice.Workers.Axes;

/// <summary>One choice of a value for every axis, with the values derived from these.</summary>
/// <param name="Axes">Names of the axes, in order.</param>
/// <param name="Choice">A value each.</param>
/// <param name="Files">Absolute paths of values that are files, with their axes.</param>
internal sealed record Combination(
    IReadOnlyList<string> Axes,
    IReadOnlyList<string> Choice,
    IReadOnlyList<(string Axis, string Path)> Files
)
{
    private readonly Dictionary<string, string> _derived = new(StringComparer.Ordinal);

    /// <summary>Where it was configured, file:line.</summary>
    public string Place { get; init; } = "";

    /// <summary>The names of all its values.</summary>
    public IEnumerable<string> Names => Axes.Concat(_derived.Keys);

    /// <summary>What the choice is called: <c>model=410m,seed=1</c>; without axes <c>all</c>.</summary>
    public string Name =>
        Axes.Count == 0
            ? "all"
            : string.Join(',', Axes.Zip(Choice, (axis, value) => $"{axis}={value}"));

    /// <summary>A value by its name, or null. Of a path <c>{x.stem}</c>, <c>{x.name}</c> and <c>{x.folder}</c> are parts.</summary>
    public string? Find(string name)
    {
        if (Own(name) is { } value)
            return value;
        var dot = name.LastIndexOf('.');
        return dot > 0 && Own(name[..dot]) is { } path
            ? name[(dot + 1)..] switch
            {
                "stem" => Path.GetFileNameWithoutExtension(path),
                "name" => Path.GetFileName(path),
                "folder" => Path.GetDirectoryName(path),
                _ => null,
            }
            : null;
    }

    internal void Derive(string name, string value) => _derived[name] = value;

    private string? Own(string name)
    {
        for (var i = 0; i < Axes.Count; i++)
            if (Axes[i] == name)
                return Choice[i];
        return _derived.GetValueOrDefault(name);
    }
}
