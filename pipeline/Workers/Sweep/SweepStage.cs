using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Workers.Axes;

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
    private readonly SweepOutline _outline = new(settings, workspace);

    /// <summary>The stage of a part.</summary>
    /// <exception cref="UserError">A file it names cannot be read, or a value is missing.</exception>
    public DeclaredStage Declare(SweepPart part)
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
            .Where(n => !SweepNames.IsOwn(n))
            .Distinct()
            .ToList();
        var units = UnitsOf(part, stage, used, rule?.Exclusive ?? stage.Exclusive);
        return new DeclaredStage
        {
            Name = part.Name,
            Workspace = workspace,
            OutputRoot = _outline.RootOf(part.Of),
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
            CodeFiles = new CommandCode(workspace, home).Of(stage.Code, words, directory),
            Limits = limits with
            {
                Timeout = rule?.Timeout ?? stage.Timeout ?? limits.Timeout,
                Slots = rule?.Slots ?? stage.Slots ?? limits.Slots,
                Retries = stage.Retries ?? limits.Retries,
            },
            UnitsFollow = _outline.Follows(part.Of),
            Units = units,
            Notes = NotesOf(part, rule, units.Count),
        };
    }

    /// <summary>Where a stage keeps its state.</summary>
    public StagePaths PathsOf(SweepPart part) => new(_outline.RootOf(part.Of), part.Name);

    /// <summary>Looks at all stages before the first one runs.</summary>
    /// <exception cref="UserError">One cannot be declared.</exception>
    public void Refuse()
    {
        var parts = SweepGraph.Parts(settings);
        // A single one is about to be declared anyway; what another stage is to bring is looked at
        // when it has.
        foreach (var part in parts.Where(p => parts.Count > 1 && !_outline.Follows(p.Of)))
            _ = Declare(part);
    }

    private List<Unit> UnitsOf(
        SweepPart part,
        SweepStageSettings stage,
        IReadOnlyList<string> used,
        bool isExclusive
    )
    {
        var rules = stage.Resources.Select(r => (r.Key, Condition.ReadAll(r.Value.When))).ToList();
        var inputs = stage.Inputs.Select(TemplateText.Parse).ToList();
        var upstream = stage.InputsFrom.Select(s => new UpstreamFiles(_outline, s)).ToList();
        // A stage that reads from others may have the axis only to find what it reads.
        var derived = Matrix.Read(stage.Values).Select(v => v.Name).ToHashSet();
        bool IsRead(string axis) =>
            upstream.Count == 0 || used.Contains(axis) || used.Any(derived.Contains);
        var units = new List<Unit>();
        foreach (var made in _outline.UnitsOf(part.Of))
        {
            var combination = made.Combination;
            // The first rule that fits counts.
            if (rules.Find(r => r.Item2.Any(c => c.Holds(combination))).Key != part.Rule)
                continue;
            try
            {
                units.Add(
                    new Unit
                    {
                        Key = made.Key,
                        Inputs =
                        [
                            .. combination.Files.Where(f => IsRead(f.Axis)).Select(f => f.Path),
                            .. inputs.Select(i =>
                                Path.GetFullPath(i.Expand(n => Find(combination, n)), workspace)
                            ),
                            .. upstream.SelectMany(u => u.For(combination)),
                        ],
                        Outputs = made.Outputs,
                        Parameters = OrderedMap.Of(
                            used.Select(n => new KeyValuePair<string, string>(
                                n,
                                combination.Find(n)
                                    ?? throw new FormatException(
                                        $"there is no '{n}'.{Suggestion.Hint(n, combination.Names)}"
                                    )
                            ))
                        ),
                        MayBeEmpty = stage.MayBeEmpty,
                        Exclusive = isExclusive,
                    }
                );
            }
            catch (FormatException e)
            {
                throw SweepOutline.ErrorOf(part.Of, combination, e);
            }
        }
        return units;
    }

    private IReadOnlyList<string> NotesOf(SweepPart part, ResourceRule? rule, int count) =>
        rule is null ? [.. _outline.NotesOf(part.Of)]
        : count == 0 && !_outline.Follows(part.Of)
            ? [$"{rule.When!.Place}: no combination of {part.Of} is under resources.{part.Rule}"]
        : [];

    private string? Find(Combination combination, string name) =>
        Fixed(name) ?? combination.Find(name);

    private string? Fixed(string name) =>
        name switch
        {
            "home" => home,
            "workspace" => workspace,
            _ => null,
        };

    private string ForEngine(TemplateText text) =>
        text.ForEngine(
            SweepNames.IsOwn,
            name => name == "home" ? TemplateText.PathForEngine(home, workspace) : null
        );
}
