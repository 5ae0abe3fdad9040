using Sluice.Driver.Configuration;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Driver.Graph;

/// <summary>The stages of a graph, each after those it depends on.</summary>
public sealed class StageList
{
    private readonly List<IStageTask> _all = [];
    private readonly Dictionary<string, HashSet<string>> _before = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly IReadOnlyList<Target> _targets;
    private readonly Func<Settings>? _settings;

    /// <summary>Those among targets.</summary>
    /// <param name="targets">With all that they depend on.</param>
    /// <param name="settings">Of groups whose stages the configuration names; null leaves those out.</param>
    /// <param name="roots">Names of those whose stages and what these depend on are meant; null for all.</param>
    /// <exception cref="UserError">Targets depend on each other in a circle: names it.</exception>
    public StageList(
        IReadOnlyList<Target> targets,
        Func<Settings>? settings = null,
        IReadOnlyCollection<string>? roots = null
    )
    {
        _targets = targets;
        _settings = settings;
        var named = targets.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var seen = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var target in targets.Where(t => roots?.Contains(t.Name) != false))
            Visit(target, named, seen, []);
    }

    public IReadOnlyList<IStageTask> All => _all;

    /// <summary>Those of these names, or all.</summary>
    /// <exception cref="UserError">A name is no stage.</exception>
    public IReadOnlyList<IStageTask> Named(IReadOnlyList<string> names) =>
        names.Count == 0 ? _all : Chosen("--stage", names);

    /// <summary>Those of these names.</summary>
    /// <exception cref="UserError">A name is no stage.</exception>
    public IReadOnlyList<IStageTask> Chosen(string option, IReadOnlyList<string> names)
    {
        foreach (var name in names)
            if (!_all.Any(task => Is(task, name)))
                throw new UserError(
                    // It may be one of those that could not be read.
                    _problems.Count > 0
                        ? string.Join('\n', _problems)
                        : $"{option} {name}: there is no such stage.{Suggestion.Hint(name, _all.Select(t => t.Name))} Stages are {string.Join(", ", _all.Select(t => t.Name))}"
                );
        return [.. _all.Where(task => names.Any(name => Is(task, name)))];
    }

    /// <summary>Names of the stages that one depends on, directly or not.</summary>
    public IReadOnlySet<string> Before(IStageTask task) => _before[task.Name];

    /// <summary>
    /// Names of the stages of a branch: a stage, all that follow it, and what none but these depends
    /// on.
    /// </summary>
    public IReadOnlySet<string> BranchOf(IStageTask task)
    {
        var needs = _before[task.Name];
        var branch = _before
            .Where(s => s.Key == task.Name || s.Value.Contains(task.Name))
            .Select(s => s.Key)
            .ToHashSet();
        foreach (var needed in needs)
            if (
                _before.All(s =>
                    !s.Value.Contains(needed) || branch.Contains(s.Key) || needs.Contains(s.Key)
                )
            )
                branch.Add(needed);
        return branch;
    }

    /// <summary>
    /// Those of --stage, or all, as they would run now, each planned only when it is asked for: after
    /// what was done to those before. Earlier ones are planned too: what they would make, later ones
    /// need not have. One that cannot be planned hides none of the others.
    /// </summary>
    /// <param name="pipeline">The invocation.</param>
    /// <param name="problems">Is told why some cannot be planned, each reason once.</param>
    public IEnumerable<(Plan Plan, Ledger Ledger)> Planned(Pipeline pipeline, List<string> problems)
    {
        var named = pipeline.Options.Stages;
        var wanted = Named(named);
        if (named.Count == 0)
            problems.AddRange(_problems.Except(problems));
        var needed = wanted.SelectMany(task => _before[task.Name]).ToHashSet();
        var failed = new HashSet<string>();
        foreach (var task in _all.Where(t => wanted.Contains(t) || needed.Contains(t.Name)))
        {
            var (planned, problem) = Planned(task, pipeline);
            if (problem is not null)
            {
                // What only lacks the outputs of such a one has no reason of its own.
                var isOwn = !_before[task.Name].Overlaps(failed);
                failed.Add(task.Name);
                if (
                    wanted.Contains(task)
                    && !problems.Contains(problem)
                    && (isOwn || problems.Count == 0)
                )
                    problems.Add(problem);
            }
            else if (planned is { } stage && wanted.Contains(task))
                yield return stage;
        }
    }

    private static ((Plan Plan, Ledger Ledger)? Planned, string? Problem) Planned(
        IStageTask task,
        Pipeline pipeline
    )
    {
        try
        {
            return (task.IsWanted(pipeline) ? pipeline.Plans.Ahead(task) : null, null);
        }
        catch (Exception e) when (e is UserError or ConfigurationError)
        {
            return (null, e.Message);
        }
    }

    /// <summary>
    /// The stages that targets are: a stage, those of a group, or of a target that has none of its own,
    /// as Merge, all that it depends on.
    /// </summary>
    public IReadOnlyList<IStageTask> Own(IReadOnlyList<string> targets)
    {
        var names = _targets
            .Where(target => targets.Contains(target.Name))
            .SelectMany(target =>
                StagesOf(target) is { Count: > 0 } own
                    ? own.Select(stage => stage.Task.Name)
                    : new StageList(_targets, _settings, [target.Name])._all.Select(task =>
                        task.Name
                    )
            )
            .ToHashSet();
        return [.. _all.Where(task => names.Contains(task.Name))];
    }

    /// <summary>These targets and all they depend on, whatever the configuration says.</summary>
    public static IReadOnlyList<Target> Behind(
        IReadOnlyList<Target> all,
        IReadOnlyList<string> targets
    )
    {
        var named = all.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var seen = new HashSet<Target>();
        void Add(Target target)
        {
            if (seen.Add(target))
                foreach (var needed in target.After)
                    Add(named[needed]);
        }
        foreach (var target in all.Where(target => targets.Contains(target.Name)))
            Add(target);
        return [.. seen];
    }

    /// <summary>The stages of these targets and of all they depend on; all stages when none is among them.</summary>
    public IReadOnlyList<IStageTask> Behind(IReadOnlyList<string> targets)
    {
        var behind = new StageList(_targets, _settings, targets)._all;
        return behind.Count > 0 ? behind : _all;
    }

    /// <summary>Whether any stage is among these targets or stands before them.</summary>
    public bool HasAny(IReadOnlyList<string> targets) =>
        new StageList(_targets, _settings, targets)._all.Count > 0;

    private static bool Is(IStageTask task, string name) =>
        task.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    // Returns the names of all stages that are a target or stand before it.
    private HashSet<string> Visit(
        Target target,
        Dictionary<string, Target> named,
        Dictionary<string, HashSet<string>> seen,
        List<string> path
    )
    {
        if (seen.TryGetValue(target.Name, out var known))
            return known;
        var circle = path.IndexOf(target.Name);
        if (circle >= 0)
            throw new UserError(
                $"these tasks depend on each other in a circle: {string.Join(" → ", path.Skip(circle).Append(target.Name))}"
            );
        path.Add(target.Name);
        var stages = target
            .After.SelectMany(name => Visit(named[name], named, seen, path))
            .ToHashSet();
        path.RemoveAt(path.Count - 1);
        var needed = stages.ToList();
        foreach (var (task, after) in StagesOf(target))
        {
            _all.Add(task);
            _before[task.Name] = [.. needed, .. after, .. after.SelectMany(name => _before[name])];
            stages.Add(task.Name);
        }
        return seen[target.Name] = stages;
    }

    private IReadOnlyList<(IStageTask Task, IReadOnlyList<string> After)> StagesOf(Target target) =>
        target.Task switch
        {
            IStageTask stage => [(stage, [])],
            IStageGroup group when _settings is not null => Named(group, _settings),
            _ => [],
        };

    // A section that is wrong hides the stages it would name, and no others.
    private IReadOnlyList<(IStageTask Task, IReadOnlyList<string> After)> Named(
        IStageGroup group,
        Func<Settings> settings
    )
    {
        try
        {
            return group.StagesOf(settings());
        }
        catch (Exception e) when (e is UserError or ConfigurationError)
        {
            _problems.Add(e.Message);
            return [];
        }
    }
}
