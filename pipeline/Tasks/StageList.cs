using System.Reflection;
using Cake.Frosting;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Tasks;

/// <summary>The stages of a graph, each after those it depends on.</summary>
public sealed class StageList
{
    private readonly List<StageTask> _all = [];
    private readonly Dictionary<string, HashSet<string>> _before = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly Func<Settings>? _settings;

    /// <summary>Those among tasks and all these depend on.</summary>
    /// <param name="tasks">Classes of tasks.</param>
    /// <param name="settings">Of groups whose stages the configuration names; null leaves those out.</param>
    /// <exception cref="UserError">Tasks depend on each other in a circle: names it.</exception>
    public StageList(IEnumerable<Type> tasks, Func<Settings>? settings = null)
    {
        _settings = settings;
        var seen = new Dictionary<Type, HashSet<string>>();
        foreach (var type in tasks.OrderBy(t => t.Name, StringComparer.Ordinal))
            Visit(type, seen, []);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<StageTask> All => _all;

    /// <summary>Those of these names, or all.</summary>
    /// <exception cref="UserError">A name is no stage.</exception>
    public IReadOnlyList<StageTask> Named(IReadOnlyList<string> names) =>
        names.Count == 0 ? _all : Chosen("--stage", names);

    /// <summary>Those of these names.</summary>
    /// <exception cref="UserError">A name is no stage.</exception>
    public IReadOnlyList<StageTask> Chosen(string option, IReadOnlyList<string> names)
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
    public IReadOnlySet<string> Before(StageTask task) => _before[task.Name];

    /// <summary>
    /// Names of the stages of a branch: a stage, all that follow it, and what none but these depends
    /// on.
    /// </summary>
    public IReadOnlySet<string> BranchOf(StageTask task)
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
        StageTask task,
        Pipeline pipeline
    )
    {
        try
        {
            return (task.IsWanted(pipeline) ? pipeline.PlanAhead(task) : null, null);
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
    public IReadOnlyList<StageTask> Own(IReadOnlyList<string> targets)
    {
        var names = TaskList
            .Types()
            .Where(type => targets.Contains(NameOf(type)))
            .SelectMany(type =>
                StagesOf(type) is { Count: > 0 } own
                    ? own.Select(stage => stage.Task.Name)
                    : new StageList([type], _settings)._all.Select(task => task.Name)
            )
            .ToHashSet();
        return [.. _all.Where(task => names.Contains(task.Name))];
    }

    /// <summary>The tasks of targets and of all they depend on, whatever the configuration says.</summary>
    public static IReadOnlyList<object> TasksBehind(IReadOnlyList<string> targets)
    {
        var seen = new HashSet<Type>();
        void Add(Type type)
        {
            if (seen.Add(type))
                foreach (var needed in type.GetCustomAttributes<IsDependentOnAttribute>())
                    Add(needed.Task);
        }
        foreach (var type in TaskList.Types().Where(type => targets.Contains(NameOf(type))))
            Add(type);
        return [.. seen.Select(type => Activator.CreateInstance(type)!)];
    }

    /// <summary>The stages of these targets and of all they depend on; all stages when none is among them.</summary>
    public IReadOnlyList<StageTask> Behind(IReadOnlyList<string> targets)
    {
        var wanted = TaskList.Types().Where(type => targets.Contains(NameOf(type)));
        var behind = new StageList(wanted, _settings)._all;
        return behind.Count > 0 ? behind : _all;
    }

    /// <summary>What a class of tasks is called.</summary>
    public static string NameOf(Type task) =>
        task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static bool Is(StageTask task, string name) =>
        task.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    // Returns the names of all stages that are a task or stand before it.
    private HashSet<string> Visit(
        Type type,
        Dictionary<Type, HashSet<string>> seen,
        List<Type> path
    )
    {
        if (seen.TryGetValue(type, out var known))
            return known;
        var circle = path.IndexOf(type);
        if (circle >= 0)
            throw new UserError(
                $"these tasks depend on each other in a circle: {string.Join(" → ", path.Skip(circle).Append(type).Select(NameOf))}"
            );
        path.Add(type);
        var stages = type.GetCustomAttributes<IsDependentOnAttribute>()
            .SelectMany(dependency => Visit(dependency.Task, seen, path))
            .ToHashSet();
        path.RemoveAt(path.Count - 1);
        var needed = stages.ToList();
        foreach (var (task, after) in StagesOf(type))
        {
            _all.Add(task);
            _before[task.Name] = [.. needed, .. after, .. after.SelectMany(name => _before[name])];
            stages.Add(task.Name);
        }
        return seen[type] = stages;
    }

    private IReadOnlyList<(StageTask Task, IReadOnlyList<string> After)> StagesOf(Type type) =>
        type.IsAssignableTo(typeof(StageTask)) ? [((StageTask)Activator.CreateInstance(type)!, [])]
        : type.IsAssignableTo(typeof(StageGroupTask)) && _settings is not null
            ? Group(type, _settings)
        : [];

    // A section that is wrong hides the stages it would name, and no others.
    private IReadOnlyList<(StageTask Task, IReadOnlyList<string> After)> Group(
        Type type,
        Func<Settings> settings
    )
    {
        try
        {
            return ((StageGroupTask)Activator.CreateInstance(type)!).Stages(settings());
        }
        catch (Exception e) when (e is UserError or ConfigurationError)
        {
            _problems.Add(e.Message);
            return [];
        }
    }
}
