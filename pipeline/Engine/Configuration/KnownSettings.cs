using System.Reflection;

namespace Sluice.Engine.Configuration;

/// <summary>The dotted paths of all settings that a record and those within it have. Pure.</summary>
internal static class KnownSettings
{
    private const int Deepest = 8;

    /// <summary>Paths below a prefix; what maps of names hold is left out, since the names are the user's.</summary>
    public static IEnumerable<string> Of(Type record, string prefix) => Of(record, prefix, 0);

    private static IEnumerable<string> Of(Type record, string prefix, int depth)
    {
        foreach (var property in record.GetProperties().Where(p => p.CanWrite))
        {
            var path = $"{prefix}.{SettingsBinder.SnakeCase(property.Name)}";
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            yield return path;
            if (depth < Deepest && IsRecord(type))
                foreach (var inner in Of(type, path, depth + 1))
                    yield return inner;
        }
    }

    private static bool IsRecord(Type type) =>
        type is { IsClass: true, IsGenericType: false, IsArray: false, IsAbstract: false }
        && type != typeof(string)
        && type.GetConstructor([]) is not null
        && type.GetCustomAttribute<WorkspacePathAttribute>() is null
        && !type.IsAssignableTo(typeof(ConfigNode));
}
