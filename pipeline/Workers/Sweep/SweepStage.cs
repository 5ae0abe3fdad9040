using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Running;

namespace Sluice.Workers.Sweep;

/// <summary>Declares the stages of a sweep: one unit a combination of values, done by the user's command.</summary>
/// <param name="settings">Section sweep.</param>
/// <param name="workspace">Absolute.</param>
/// <param name="home">The repository, for <c>{home}</c>.</param>
/// <param name="limits">Section run.</param>
public sealed class SweepStage(
    SweepSettings settings,
    string workspace,
    string home,
    RunLimits limits
)
{
    private readonly Dictionary<string, IReadOnlyList<Combination>> _combinations = [];

    /// <summary>The stage of a part.</summary>
    /// <exception cref="UserError">A file it names cannot be read, or a value is missing.</exception>
    public Stage Declare(SweepPart part)
    {
        var stage = settings.All[part.Of];
        var rule = part.Rule is { } name ? stage.Resources[name] : null;
        var words = SweepCommand.Words(stage.Command).Select(TemplateText.Parse).ToList();
        var environment = stage.Environment.ToDictionary(
            e => e.Key,
            e => TemplateText.Parse(e.Value)
        );
        var directory = TemplateText.Parse(stage.WorkingDirectory);
        // What the result depends on is what the command is given, not what its files are called by.
        var used = words
            .Concat(environment.Values)
            .Append(directory)
            .SelectMany(t => t.Names)
            .Where(n => !SweepCheck.IsOwn(n))
            .Distinct()
            .ToList();
        var makeUnit = UnitMaker(part.Of, stage, used, rule?.Exclusive ?? stage.Exclusive);
        return new Stage
        {
            Name = part.Name,
            Workspace = workspace,
            OutputRoot = RootOf(part.Of),
            Worker = CommandWorker.Name,
            Command = new CommandTemplate
            {
                Arguments = [.. words.Select(ForEngine)],
                Environment = new SortedDictionary<string, string>(
                    environment.ToDictionary(e => e.Key, e => ForEngine(e.Value)),
                    StringComparer.Ordinal
                ),
                WorkingDirectory = ForEngine(directory),
            },
            CodeFiles = Code(stage, words),
            Limits = limits with
            {
                Timeout = rule?.Timeout ?? stage.Timeout ?? limits.Timeout,
                Slots = rule?.Slots ?? stage.Slots ?? limits.Slots,
                Retries = stage.Retries ?? limits.Retries,
            },
            UnitsFollow = part.After.Count > 0 && ReadsFiles(stage),
            Units =
            [
                .. CombinationsOf(part.Of)
                    .Where(c => RuleOf(stage, c) == part.Rule)
                    .Select(makeUnit),
            ],
        };
    }

    private string RootOf(string name) =>
        Path.GetFullPath(settings.All[name].Directory ?? $"results/{name}", workspace);

    private IReadOnlyList<Combination> CombinationsOf(string name) =>
        _combinations.TryGetValue(name, out var known)
            ? known
            : _combinations[name] = Matrix.Of(settings.All[name], workspace);

    private static bool ReadsFiles(SweepStageSettings stage) =>
        Matrix
            .Items(stage.Include)
            .Append(stage.Matrix)
            .OfType<Engine.Configuration.MapNode>()
            .SelectMany(map => map.Entries)
            .Any(entry => AxisReader.IsOfFiles(entry.Value));

    // The first that fits.
    private static string? RuleOf(SweepStageSettings stage, Combination combination) =>
        stage.Resources.FirstOrDefault(r => Condition.Read(r.Value.When!).Holds(combination)).Key;

    private Func<Combination, Unit> UnitMaker(
        string name,
        SweepStageSettings stage,
        IReadOnlyList<string> used,
        bool isExclusive
    )
    {
        var key = stage.Key is { } text ? TemplateText.Parse(text) : null;
        var outputs = stage.Outputs.Select(TemplateText.Parse).ToList();
        var inputs = stage.Inputs.Select(TemplateText.Parse).ToList();
        var sources = stage.InputsFrom.Select(from => new Source(this, from)).ToList();
        return combination =>
        {
            try
            {
                var called = key?.Expand(combination.Find) ?? NameOf(combination);
                return new Unit
                {
                    Key = called,
                    Inputs =
                    [
                        .. combination.Files,
                        .. inputs.Select(i =>
                            Path.GetFullPath(i.Expand(n => Find(combination, n)), workspace)
                        ),
                        .. sources.SelectMany(s => s.FilesFor(combination)),
                    ],
                    Outputs = Outputs(outputs, combination, called),
                    Parameters = OrderedMap.Of(
                        used.Select(n => new KeyValuePair<string, string>(n, Value(combination, n)))
                    ),
                    MayBeEmpty = stage.MayBeEmpty,
                    Exclusive = isExclusive,
                };
            }
            catch (FormatException e)
            {
                throw new UserError(
                    $"{stage.Matrix?.Place}: stage {name}: {combination.Name}: {e.Message}"
                );
            }
        };
    }

    // A stage without a matrix has one unit.
    private static string NameOf(Combination combination) =>
        combination.Axes.Count == 0 ? "all" : combination.Name;

    private static IReadOnlyList<string> Outputs(
        IEnumerable<TemplateText> outputs,
        Combination combination,
        string key
    ) => [.. outputs.Select(o => o.Expand(n => n == "key" ? key : combination.Find(n)))];

    private string? Find(Combination combination, string name) =>
        name == "home" ? home : combination.Find(name);

    private static string Value(Combination combination, string name) =>
        combination.Find(name) ?? throw new FormatException($"there is no '{name}'");

    private string ForEngine(TemplateText text) =>
        text.ForEngine(SweepCheck.IsOwn, name => name == "home" ? home : null);

    // Files that the command names by a fixed word are its code: python3 fit.py.
    private IReadOnlyList<string> Code(SweepStageSettings stage, IEnumerable<TemplateText> words) =>
        [
            .. stage
                .Code.Select(c => Path.GetFullPath(TemplateText.Parse(c).Expand(Fixed), workspace))
                .Concat(
                    words
                        .Where(w => w.Names.All(n => n is "home" or "workspace"))
                        .Select(w => w.Expand(Fixed))
                        .Where(w => w.Length > 0 && (!Path.IsPathRooted(w) || IsOurs(w)))
                        .Select(w => Path.GetFullPath(w, FixedDirectory(stage)))
                        .Where(File.Exists)
                )
                .Distinct(),
        ];

    private string FixedDirectory(SweepStageSettings stage) =>
        TemplateText.Parse(stage.WorkingDirectory) is var text && text.Names.All(n => n == "home")
            ? Path.GetFullPath(text.Expand(Fixed), workspace)
            : workspace;

    private bool IsOurs(string path) =>
        path.StartsWith(home + "/", StringComparison.Ordinal)
        || path.StartsWith(workspace + "/", StringComparison.Ordinal);

    private string? Fixed(string name) =>
        name switch
        {
            "home" => home,
            "workspace" => workspace,
            _ => null,
        };

    /// <summary>What another stage makes, by the values of what shares axes with it.</summary>
    private sealed class Source
    {
        private readonly Dictionary<string, Dictionary<string, List<string>>> _byShared = [];
        private readonly List<(Combination Combination, IReadOnlyList<string> Files)> _made;

        public Source(SweepStage sweep, string name)
        {
            var stage = sweep.SettingsOf(name);
            var outputs = stage.Outputs.Select(TemplateText.Parse).ToList();
            var key = stage.Key is { } text ? TemplateText.Parse(text) : null;
            var root = sweep.RootOf(name);
            _made =
            [
                .. sweep
                    .CombinationsOf(name)
                    .Select(c =>
                        (
                            c,
                            (IReadOnlyList<string>)
                                [
                                    .. Outputs(outputs, c, key?.Expand(c.Find) ?? NameOf(c))
                                        .Select(o => Path.Combine(root, o)),
                                ]
                        )
                    ),
            ];
        }

        public IReadOnlyList<string> FilesFor(Combination combination)
        {
            var shared =
                _made.Count == 0
                    ? []
                    : combination.Axes.Where(a => _made[0].Combination.Axes.Contains(a)).ToList();
            var by = string.Join('\0', shared);
            if (!_byShared.TryGetValue(by, out var index))
            {
                index = [];
                foreach (var (made, files) in _made)
                {
                    var at = Shared(made, shared);
                    if (!index.TryGetValue(at, out var list))
                        index[at] = list = [];
                    list.AddRange(files);
                }
                _byShared[by] = index;
            }
            return index.TryGetValue(Shared(combination, shared), out var found)
                ? found
                : throw new FormatException(
                    "no combination of the stage it reads from has the same values"
                );
        }

        private static string Shared(Combination combination, IReadOnlyList<string> axes) =>
            string.Join('\0', axes.Select(a => combination.Find(a) ?? ""));
    }

    private SweepStageSettings SettingsOf(string name) => settings.All[name];
}
