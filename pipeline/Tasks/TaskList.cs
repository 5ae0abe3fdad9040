using System.Reflection;
using Cake.Frosting;
using Sluice.Driver.Graph;

namespace Sluice.Tasks;

/// <summary>The tasks of assemblies as targets.</summary>
public static class TaskList
{
    /// <summary>
    /// Where this host's tasks are: here, and in its own program, as Cake takes it. A program that is
    /// no host, as a test runner, has none.
    /// </summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        Assembly.GetEntryAssembly() is { } entry && entry.GetName().Name == "sluice"
            ? [typeof(TaskList).Assembly, entry]
            : [typeof(TaskList).Assembly];

    /// <summary>The targets of this host, ordered by the names of their classes.</summary>
    public static IReadOnlyList<Target> Targets() =>
        Targets(Assemblies.Distinct().SelectMany(Types));

    /// <summary>Classes of tasks as targets, with all that they depend on.</summary>
    public static IReadOnlyList<Target> Targets(IEnumerable<Type> tasks)
    {
        var all = new HashSet<Type>();
        void Add(Type task)
        {
            if (all.Add(task))
                foreach (var needed in Needed(task))
                    Add(needed);
        }
        foreach (var task in tasks)
            Add(task);
        return
        [
            .. all.OrderBy(task => task.Name, StringComparer.Ordinal)
                .Select(task => new Target(
                    NameOf(task),
                    task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "",
                    [.. Needed(task).Select(NameOf)],
                    Activator.CreateInstance(task)!
                )),
        ];
    }

    /// <summary>Every task class of an assembly.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) =>
        assembly
            .GetExportedTypes()
            .Where(type =>
                type is { IsClass: true, IsAbstract: false }
                && type.IsAssignableTo(typeof(IFrostingTask))
            );

    /// <summary>What a class of tasks is called.</summary>
    public static string NameOf(Type task) =>
        task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static IEnumerable<Type> Needed(Type task) =>
        task.GetCustomAttributes<IsDependentOnAttribute>().Select(dependency => dependency.Task);
}
