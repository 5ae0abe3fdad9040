using System.Reflection;
using Cake.Frosting;

namespace Sluice.Tasks;

/// <summary>The tasks of assemblies by name.</summary>
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

    /// <summary>Names and descriptions, in ordinal order.</summary>
    public static IReadOnlyList<(string Name, string Description)> Of(
        params IReadOnlyList<Assembly> assemblies
    ) =>
        [
            .. assemblies
                .Distinct()
                .SelectMany(Types)
                .Select(type =>
                    (
                        type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name,
                        type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? ""
                    )
                )
                .OrderBy(task => task.Item1, StringComparer.Ordinal),
        ];

    /// <summary>Every task class of this host.</summary>
    public static IEnumerable<Type> Types() => Assemblies.SelectMany(Types);

    /// <summary>Every task class of an assembly.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) =>
        assembly
            .GetExportedTypes()
            .Where(type =>
                type is { IsClass: true, IsAbstract: false }
                && type.IsAssignableTo(typeof(IFrostingTask))
            );
}
