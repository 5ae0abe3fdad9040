using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Workers.Axes;

namespace Sluice.Workers.Sweep;

/// <summary>
/// What the stages of a sweep are made of: their combinations, and what each of these makes. Looks at
/// the files that axes name, each once.
/// </summary>
/// <param name="settings">Section sweep.</param>
/// <param name="workspace">Absolute.</param>
internal sealed class SweepOutline(SweepSettings settings, string workspace)
{
    private readonly Dictionary<string, IReadOnlyList<SweepUnit>> _units = [];
    private readonly Dictionary<string, List<string>> _notes = [];
    private readonly Dictionary<string, HashSet<string>> _madeBefore = [];

    /// <summary>A stage's settings.</summary>
    public SweepStageSettings this[string stage] => settings.All[stage];

    /// <summary>Absolute directory of a stage's outputs.</summary>
    public string RootOf(string stage) =>
        this[stage].Directory is { } given
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(given, workspace))
            : DefaultRootOf(stage);

    private string DefaultRootOf(string stage) => Path.GetFullPath($"results/{stage}", workspace);

    /// <summary>A stage's units, in the order of its matrix.</summary>
    /// <exception cref="UserError">A file cannot be read, a value is missing, or two are the same.</exception>
    public IReadOnlyList<SweepUnit> UnitsOf(string stage) =>
        _units.TryGetValue(stage, out var known) ? known : _units[stage] = Read(stage);

    /// <summary>What the user should know of a stage.</summary>
    public IReadOnlyList<string> NotesOf(string stage)
    {
        _ = UnitsOf(stage);
        return _notes[stage];
    }

    /// <summary>Whether which units a stage has is known only when those before it are done.</summary>
    public bool Follows(string stage)
    {
        var made = MadeBefore(stage);
        return FilesOf(stage).Any(file => made.Contains(Path.GetFullPath(file.Text!, workspace)))
            || SweepGraph.Needs(this[stage]).Any(Follows);
    }

    private List<SweepUnit> Read(string name)
    {
        var stage = this[name];
        var notes = _notes[name] = [];
        var made = MadeBefore(name);
        var key = stage.Key is { } text ? TemplateText.Parse(text) : null;
        var outputs = stage.Outputs.Select(TemplateText.Parse).ToList();
        var units = new List<SweepUnit>();
        foreach (
            var combination in Matrix.Of(
                stage,
                new AxisReader(workspace, made, OwnRoots(name)),
                notes
            )
        )
            try
            {
                var called = key?.Expand(combination.Find) ?? combination.Name;
                units.Add(
                    new SweepUnit(
                        combination,
                        called,
                        [
                            .. outputs.Select(o =>
                                o.Expand(n => n == "key" ? called : combination.Find(n))
                            ),
                        ]
                    )
                );
            }
            catch (FormatException e)
            {
                throw ErrorOf(name, combination, e);
            }
        notes.AddRange(
            FilesOf(name)
                .Where(file =>
                    Path.GetFullPath(file.Text!, workspace) is var path
                    && made.Contains(path)
                    && !File.Exists(path)
                )
                .Select(file =>
                    $"{file.Place}: {name} has units once {file.Text} is made by a stage before it"
                )
        );
        SweepUnit.RefuseTwins(name, stage.Key is not null, units);
        return units;
    }

    /// <summary>What is missing in a combination, with what is there.</summary>
    public static UserError ErrorOf(string stage, Combination combination, FormatException e) =>
        new(
            $"{combination.Place}: stage {stage}: {ShownText.Short(combination.Name)}: {e.Message}; names are {string.Join(", ", combination.Names)}"
        );

    // Where this stage, and those not before it, put what they make.
    private Dictionary<string, bool> OwnRoots(string stage)
    {
        var before = new HashSet<string>();
        void Visit(string name)
        {
            foreach (var need in SweepGraph.Needs(this[name]))
                if (before.Add(need))
                    Visit(need);
        }
        Visit(stage);
        var roots = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (name, other) in settings.All)
            if (!before.Contains(name))
                // The default is the same whether it was left out or written down.
                roots[RootOf(name)] =
                    other.Directory is null || RootOf(name) == DefaultRootOf(name);
        return roots;
    }

    private HashSet<string> MadeBefore(string stage) =>
        _madeBefore.TryGetValue(stage, out var known)
            ? known
            : _madeBefore[stage] = [
                .. SweepGraph
                    .Needs(this[stage])
                    .SelectMany(before =>
                        UnitsOf(before)
                            .SelectMany(u => u.Outputs)
                            .Select(o => Path.GetFullPath(o, RootOf(before)))
                            .Concat(MadeBefore(before))
                    ),
            ];

    private IEnumerable<ScalarNode> FilesOf(string stage) =>
        Matrix
            .Items(this[stage].Include)
            .Append(this[stage].Matrix)
            .OfType<MapNode>()
            .SelectMany(map => map.Entries)
            .Select(entry => AxisForm.FileOf(entry.Value))
            .OfType<ScalarNode>();
}
