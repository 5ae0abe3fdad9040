using System.Reflection;
using Cake.Frosting;

namespace Sluice.Tasks;

/// <summary>The tasks of assemblies by name.</summary>
public static class TaskList
{
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

    /// <summary>Every task class.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) =>
        assembly
            .GetExportedTypes()
            .Where(type =>
                type is { IsClass: true, IsAbstract: false }
                && type.IsAssignableTo(typeof(IFrostingTask))
            );
}
