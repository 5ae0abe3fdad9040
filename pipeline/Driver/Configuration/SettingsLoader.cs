using System.Collections;
using System.Text.Json;
using Sluice.Driver.CommandLine;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Features;

namespace Sluice.Driver.Configuration;

/// <summary>
/// Puts the layers of configuration on top of each other: configs/SECTION.yaml or a --config file,
/// then the profile, then SLUICE_* variables, then --set. The last to name a setting wins.
/// </summary>
public sealed class SettingsLoader(
    PipelineOptions options,
    FeatureSet features,
    string home,
    string workspace
)
{
    private const string Prefix = "SLUICE_";

    private IReadOnlyList<string> Sections => features.SectionNames;

    /// <summary>All layers as one map of sections.</summary>
    /// <param name="environment">The process's environment.</param>
    /// <returns>The map, and what is wrong before it is bound: unreadable files, unknown sections.</returns>
    public (MapNode Root, IReadOnlyList<Violation> Violations) Load(IDictionary environment)
    {
        var violations = new List<Violation>();
        var root = new MapNode([], "configuration");
        foreach (var file in options.Configs)
        {
            var map = Checked(Read(file, violations), violations);
            if (map.Entries.Count == 0 && violations.Count == 0)
                violations.Add(
                    new Violation(
                        map.Place,
                        "file",
                        $"a section ({string.Join(", ", Sections)})",
                        "none"
                    )
                );
            root = root.Overlaid(map);
        }
        foreach (var section in Sections)
            if (root.Find(section) is null && DefaultFile(section) is { } file)
            {
                // Of the file that bears a section's name nothing but that section counts.
                var found = new List<Violation>();
                var map = Checked(Read(file, found), found);
                violations.AddRange(found.Select(v => v with { Section = section }));
                if (map.Find(section) is { } node)
                    root = root.With([section], node);
            }
        if (options.Profile is not null)
            root = root.Overlaid(
                Checked(Read(ProfileFile(options.Profile), violations), violations)
            );
        foreach (var (path, value, place) in FromEnvironment(environment).Concat(options.Sets))
            root = With(root, path, value, place, violations);
        return (root, violations);
    }

    /// <summary>A file of the workspace's configs, else of the repository's, or null.</summary>
    public string? ConfigFile(string name) =>
        new[] { workspace, home }
            .Select(directory => Path.Combine(directory, "configs", name))
            .FirstOrDefault(File.Exists);

    private string? DefaultFile(string section) => ConfigFile($"{section}.yaml");

    private string ProfileFile(string profile) =>
        profile.Contains('/') || profile.EndsWith(".yaml", StringComparison.Ordinal)
            ? Path.GetFullPath(profile, options.CurrentDirectory)
            : ConfigFile($"profiles/{profile}.yaml")
                ?? Path.Combine(workspace, "configs", "profiles", $"{profile}.yaml");

    private MapNode Read(string file, List<Violation> violations)
    {
        try
        {
            return YamlReader.ReadFile(file, ShownPath.Of(file, workspace));
        }
        catch (ConfigurationError e)
        {
            violations.AddRange(e.Violations);
            return new MapNode([], file);
        }
    }

    private MapNode Checked(MapNode map, List<Violation> violations)
    {
        foreach (var entry in map.Entries)
            if (!Sections.Contains(entry.Key))
                violations.Add(Unknown(entry.Place, entry.Key));
        return map;
    }

    // RUN_ID as users of scripts are used to, a text and no YAML; SLUICE_RUN__ID goes before it.
    private static IEnumerable<(string, string, string)> FromEnvironment(IDictionary environment) =>
        (
            environment[RunId.Variable] is string { Length: > 0 } id
                ? new[] { ("run.id", JsonSerializer.Serialize(id), RunId.Variable) }
                : []
        ).Concat(Prefixed(environment));

    private static IEnumerable<(string, string, string)> Prefixed(IDictionary environment) =>
        environment
            .Cast<DictionaryEntry>()
            .Select(e => ((string)e.Key, Value: (string?)e.Value ?? ""))
            .Where(e => e.Item1.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderBy(e => e.Item1, StringComparer.Ordinal)
            .Select(e => (e.Item1[Prefix.Length..].Replace("__", "."), e.Value, e.Item1));

    // Settings are in small letters, variables mostly in capitals. What users name themselves, as axes
    // and variables, is spelled as it is there already, else as typed where that tells.
    private static string[] Spelled(MapNode root, string[] keys)
    {
        var spelled = new string[keys.Length];
        ConfigNode? node = root;
        for (var i = 0; i < keys.Length; i++)
        {
            var map = node as MapNode;
            var key = keys[i];
            var isOwn =
                i > 1 && (key.Any(char.IsAsciiLetterLower) || spelled[i - 1] == "environment");
            spelled[i] =
                map?.Find(key) is not null ? key
                : i > 1
                && map?.Entries.FirstOrDefault(e =>
                    e.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
                )
                    is { } there
                    ? there.Key
                : isOwn ? key
                : key.ToLowerInvariant();
            node = map?.Find(spelled[i]);
        }
        return spelled;
    }

    private MapNode With(
        MapNode root,
        string path,
        string value,
        string place,
        List<Violation> violations
    )
    {
        var isVariable = place.StartsWith(Prefix, StringComparison.Ordinal);
        var keys = isVariable ? Spelled(root, path.Split('.')) : path.Split('.');
        path = string.Join('.', keys);
        if (!Sections.Contains(keys[0]) || keys.Contains(""))
        {
            violations.Add(
                isVariable
                    ? new Violation(
                        place,
                        path,
                        "a variable SLUICE_SECTION__SETTING, e.g. SLUICE_AUGMENT__SEED",
                        $"'{place}'{VariableHint(path)}"
                    )
                    : Unknown(place, path)
            );
            return root;
        }
        try
        {
            var node = YamlReader.ReadValue(value, place);
            if (keys.Length == 1 && node is not MapNode)
            {
                violations.Add(
                    new Violation(
                        place,
                        path,
                        $"a map of settings in braces, or one of them as {path}.SETTING=VALUE",
                        node.Describe()
                    )
                );
                return root;
            }
            return root.With(keys, node);
        }
        catch (ConfigurationError e)
        {
            violations.AddRange(e.Violations.Select(v => v with { Key = path }));
            return root;
        }
    }

    private Violation Unknown(string place, string key) =>
        new(
            place,
            key,
            $"a section ({string.Join(", ", Sections)})",
            $"an unknown one.{Hint(key)}"
        );

    // Mostly one underscore where two part a section from its setting.
    private string VariableHint(string path)
    {
        var typed = path.Replace('.', '_').Trim('_');
        var section = Sections.FirstOrDefault(s =>
            typed.StartsWith($"{s}_", StringComparison.Ordinal)
        );
        var dotted = section is null ? $".{typed}" : $"{section}.{typed[(section.Length + 1)..]}";
        var meant =
            features
                .SettingNames.Select(s => s.Path)
                .FirstOrDefault(p => p.Replace('.', '_') == typed)
            ?? Suggestion.ForSetting(dotted, features.SettingNames);
        return meant is null
            ? ""
            : $". Did you mean '{Prefix}{meant.ToUpperInvariant().Replace(".", "__")}'?";
    }

    // A section misspelled, or a setting without its section.
    private string Hint(string key) =>
        Suggestion.Hint(key.Split('.')[0], Sections) is { Length: > 0 } section ? section
        : Suggestion.ForSetting($".{key}", features.SettingNames) is { } path
            ? $" Did you mean '{path}'?"
        : "";
}
