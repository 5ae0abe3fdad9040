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
    public static IReadOnlyList<StageTask> Named(IReadOnlyList<string> names)
    {
        var all = InOrder();
        foreach (var name in names)
            if (!all.Any(task => Is(task, name)))
                throw new UserError(
                    $"--stage {name}: there is no such stage.{Suggestion.Hint(name, all.Select(NameOf))} Stages are {string.Join(", ", all.Select(NameOf))}"
                );
        return names.Count == 0 ? all : [.. all.Where(task => names.Any(name => Is(task, name)))];
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
            .Select(task => (Name: NameOf(task), Planned: pipeline.PlanAhead(task)))
            .Where(stage => wanted.Contains(stage.Name))
            .Select(stage => stage.Planned);
    }

    /// <summary>A task's name in the graph.</summary>
    public static string NameOf(StageTask task) =>
        task.GetType().GetCustomAttribute<TaskNameAttribute>()!.Name;

    private static bool Is(StageTask task, string name) =>
        NameOf(task).Equals(name, StringComparison.OrdinalIgnoreCase);

    private static List<StageTask> InOrder()
    {
        var ordered = new List<Type>();
        void Visit(Type type)
        {
            foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
                Visit(dependency.Task);
            if (type.IsAssignableTo(typeof(StageTask)) && !ordered.Contains(type))
                ordered.Add(type);
        }
        foreach (
            var type in TaskList
                .Types(typeof(StageList).Assembly)
                .OrderBy(t => t.Name, StringComparer.Ordinal)
        )
            Visit(type);
        return [.. ordered.Select(type => (StageTask)Activator.CreateInstance(type)!)];
    }
}
