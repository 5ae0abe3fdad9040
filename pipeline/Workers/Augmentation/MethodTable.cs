using Sluice.Engine;
using Sluice.Engine.Configuration;

namespace Sluice.Workers.Augmentation;

/// <summary>The file augment_methods.yaml.</summary>
internal sealed record MethodTable
{
    /// <summary>Its rows, ids unique.</summary>
    public IReadOnlyList<MethodRow> Methods { get; init; } = [];

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="ConfigurationError">Something in it is wrong.</exception>
    public static MethodTable Read(string path, string shownAs)
    {
        var root = YamlReader.ReadFile(path, shownAs);
        var binder = new SettingsBinder(Path.GetDirectoryName(path)!);
        var table = binder.Bind<MethodTable>(root, "augment_methods");
        var violations = binder.Violations.ToList();
        foreach (var twice in table.Methods.GroupBy(m => m.Id).Where(g => g.Count() > 1))
            violations.Add(
                new Violation(
                    shownAs,
                    "augment_methods",
                    "each id once",
                    $"'{twice.Key}' {twice.Count()} times"
                )
            );
        foreach (var row in table.Methods)
            if (row.Command is [var command] && command.Contains(' ') && !File.Exists(command))
                violations.Add(
                    new Violation(
                        shownAs,
                        $"augment_methods.methods.{row.Id}.command",
                        "a list of program and arguments, e.g. [python3, tools/method.py]",
                        $"'{command}'"
                    )
                );
        return violations.Count == 0 ? table : throw new ConfigurationError(violations);
    }

    /// <summary>The rows of these ids, or all when none are named.</summary>
    /// <exception cref="UserError">An id is not in the table.</exception>
    public IReadOnlyList<MethodRow> Select(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            return Methods;
        var known = Methods.Select(m => m.Id).ToList();
        foreach (var id in ids)
            if (!known.Contains(id))
                throw new UserError(
                    $"augment.methods: '{id}' is not in the table of methods.{Suggestion.Hint(id, known)} It holds {string.Join(", ", known)}"
                );
        return [.. Methods.Where(m => ids.Contains(m.Id))];
    }
}
