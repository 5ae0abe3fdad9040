using System.Reflection;
using Cake.Frosting;
using Sluice.Engine;
using Sluice.Engine.UpToDate;

namespace Sluice.Tasks;

/// <summary>All stage tasks in the order of the graph.</summary>
public static class StageList
{
    /// <summary>Those of these names, or all.</summary>
    /// <exception cref="UserError">A name is no stage.</exception>
    public static IReadOnlyList<StageTask> Named(IReadOnlyList<string> names) =>
        names.Count == 0 ? InOrder() : Chosen("--stage", names);

    /// <summary>Those of these names.</summary>
    /// <exception cref="UserError">A name is no stage.</exception>
    public static IReadOnlyList<StageTask> Chosen(string option, IReadOnlyList<string> names)
    {
        var all = InOrder();
        foreach (var name in names)
            if (!all.Any(task => Is(task, name)))
                throw new UserError(
                    $"{option} {name}: there is no such stage.{Suggestion.Hint(name, all.Select(NameOf))} Stages are {string.Join(", ", all.Select(NameOf))}"
                );
        return [.. all.Where(task => names.Any(name => Is(task, name)))];
    }

    /// <summary>Names of the stages that one depends on, directly or not.</summary>
    public static IReadOnlySet<string> Before(StageTask task) =>
        InOrder([task.GetType()]).Select(NameOf).Where(n => n != NameOf(task)).ToHashSet();

    /// <summary>
    /// Names of the stages of a branch: a stage, all that follow it, and what none but these depends
    /// on.
    /// </summary>
    public static IReadOnlySet<string> BranchOf(StageTask task) => BranchOf(task, InOrder());

    internal static IReadOnlySet<string> BranchOf(StageTask task, IEnumerable<StageTask> all)
    {
        var before = all.ToDictionary(NameOf, Before);
        var name = NameOf(task);
        var branch = before
            .Where(s => s.Key == name || s.Value.Contains(name))
            .Select(s => s.Key)
            .ToHashSet();
        foreach (var needed in before[name])
            if (
                before.All(s =>
                    !s.Value.Contains(needed)
                    || branch.Contains(s.Key)
                    || before[name].Contains(s.Key)
                )
            )
                branch.Add(needed);
        return branch;
    }

    /// <summary>
    /// Those of --stage, or all, as they would run now. Earlier ones are planned too: what they would
    /// make, later ones need not have.
    /// </summary>
    public static IReadOnlyList<(Plan Plan, Ledger Ledger)> Planned(Pipeline pipeline) =>
        [.. OneByOne(pipeline)];

    /// <summary>The same, each planned only when it is asked for: after what was done to those before.</summary>
    public static IEnumerable<(Plan Plan, Ledger Ledger)> OneByOne(Pipeline pipeline)
    {
        var wanted = Named(pipeline.Options.Stages).Select(NameOf).ToHashSet();
        return InOrder()
            .Where(task => task.IsWanted(pipeline))
            .Select(task => (Name: NameOf(task), Planned: pipeline.PlanAhead(task)))
            .Where(stage => wanted.Contains(stage.Name))
            .Select(stage => stage.Planned);
    }

    /// <summary>A task's name in the graph.</summary>
    public static string NameOf(StageTask task) => NameOf(task.GetType());

    private static bool Is(StageTask task, string name) =>
        NameOf(task).Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The stages of these targets and of all they depend on, in order; all stages when none is among them.</summary>
    public static IReadOnlyList<StageTask> Behind(IReadOnlyList<string> targets)
    {
        var types = TaskList.Types().ToList();
        var wanted = types.Where(type => targets.Contains(NameOf(type)));
        return InOrder(wanted) is { Count: > 0 } behind ? behind : InOrder();
    }

    /// <summary>The stages among tasks and all they depend on, dependencies first.</summary>
    /// <exception cref="UserError">Tasks depend on each other in a circle: names it.</exception>
    public static IReadOnlyList<StageTask> InOrder(IEnumerable<Type> tasks)
    {
        var ordered = new List<Type>();
        var path = new List<Type>();
        void Visit(Type type)
        {
            if (ordered.Contains(type))
                return;
            var circle = path.IndexOf(type);
            path.Add(type);
            if (circle >= 0)
                throw new UserError(
                    $"these tasks depend on each other in a circle: {string.Join(" → ", path.Skip(circle).Select(NameOf))}"
                );
            foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
                Visit(dependency.Task);
            path.RemoveAt(path.Count - 1);
            ordered.Add(type);
        }
        foreach (var type in tasks.OrderBy(t => t.Name, StringComparer.Ordinal))
            Visit(type);
        return
        [
            .. ordered
                .Where(type => type.IsAssignableTo(typeof(StageTask)))
                .Select(type => (StageTask)Activator.CreateInstance(type)!),
        ];
    }

    private static IReadOnlyList<StageTask> InOrder() => InOrder(TaskList.Types());

    private static string NameOf(Type task) =>
        task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;
}
