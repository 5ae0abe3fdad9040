using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Features;

namespace Sluice.Driver.Configuration;

/// <summary>Every section of the host's features, bound. One that is wrong is refused when it is asked for.</summary>
public sealed class Settings
{
    private readonly FeatureSet _features;
    private readonly IReadOnlyDictionary<Type, object> _bound;
    private IReadOnlyList<Violation> _wrong = [];

    private Settings(FeatureSet features, IReadOnlyDictionary<Type, object> bound, MapNode root) =>
        (_features, _bound, Root) = (features, bound, root);

    /// <summary>How stages run.</summary>
    public RunSettings Run => Of<RunSettings>();

    /// <summary>The layers as they were, for runs whose jobs bind them later.</summary>
    public MapNode Root { get; }

    /// <summary>The section that is bound to a record of this type.</summary>
    /// <exception cref="ConfigurationError">Something in it is wrong.</exception>
    /// <exception cref="InvalidOperationException">No feature of the host brings it.</exception>
    public T Of<T>()
    {
        if (_features.Sections.FirstOrDefault(s => s.Settings == typeof(T)) is not { } section)
            throw new InvalidOperationException($"no feature of this host brings {typeof(T)}");
        IReadOnlyList<Violation> wrong = [.. _wrong.Where(v => SectionOf(v) == section.Name)];
        return wrong.Count > 0 ? throw new ConfigurationError(wrong) : (T)_bound[typeof(T)];
    }

    /// <summary>Binds all sections, so that every violation is told at once.</summary>
    /// <param name="loaded">All layers, and what was wrong with them already.</param>
    /// <param name="workspace">Absolute; relative paths lie in it.</param>
    /// <param name="parts">The host's: the sections of its features are bound.</param>
    /// <param name="needed">
    /// The sections that must be right, of a run that goes elsewhere its executor's as well; null for
    /// all. Another that is wrong is refused by whoever reads it.
    /// </param>
    /// <exception cref="ConfigurationError">Something that is needed is wrong: names all that is.</exception>
    public static Settings Bind(
        (MapNode Root, IReadOnlyList<Violation> Violations) loaded,
        string workspace,
        HostParts parts,
        IReadOnlyCollection<string>? needed = null
    )
    {
        var features = parts.Features;
        var binder = new SettingsBinder(workspace, () => features.SettingNames);
        var bound = features.Sections.ToDictionary(
            section => section.Settings,
            section => binder.Bind(section.Settings, loaded.Root.Find(section.Name), section.Name)
        );
        var jobs = features.All.SelectMany(feature => feature.Jobs(type => bound[type])).ToList();
        foreach (var executor in parts.Executors)
        foreach (var section in executor.Sections)
            bound[section.Settings] = executor.WithJobs(bound[section.Settings], jobs);
        var settings = new Settings(features, bound, loaded.Root);
        IReadOnlyList<Violation> violations = [.. loaded.Violations, .. binder.Violations];
        if (!parts.ExecutorNames.Contains(settings.Run.Executor))
            violations = [.. violations, UnknownExecutor(loaded.Root, settings.Run, parts)];
        // Of stages that cannot be read no name is known.
        if (!violations.Any(v => settings.SectionOf(v) is null or "sweep"))
            violations = [.. violations, .. UnknownStages(loaded.Root, settings, parts)];
        bool IsNeeded(string section) =>
            needed is null
            || needed.Contains(section)
            || section == settings.Run.Executor && needed.Contains("run");
        var fatal = violations
            .Where(v => settings.SectionOf(v) is not { } section || IsNeeded(section))
            .ToList();
        if (fatal.Count > 0)
            throw new ConfigurationError(fatal);
        settings._wrong = violations;
        return settings;
    }

    // What was typed for this run was meant for it, and is never overlooked.
    private string? SectionOf(Violation violation)
    {
        if (violation.Place.StartsWith("--", StringComparison.Ordinal))
            return null;
        var section = violation.Section ?? violation.Key.Split('.', '[')[0];
        return _features.SectionNames.Contains(section) ? section : null;
    }

    private static Violation UnknownExecutor(MapNode root, RunSettings run, HostParts parts) =>
        new(
            (root.Find("run") as MapNode)?.Find("executor")?.Place ?? "",
            "run.executor",
            $"one of {string.Join(", ", parts.ExecutorNames)}",
            $"'{run.Executor}'"
        );

    private static IEnumerable<Violation> UnknownStages(
        MapNode root,
        Settings settings,
        HostParts parts
    )
    {
        var names = new StageList(parts.Targets, () => settings)
            .All.Select(task => task.Name)
            .ToList();
        foreach (
            var twice in names
                .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Where(g => g.Count() > 1)
        )
            yield return new Violation(
                root.Find("sweep")?.Place ?? "",
                "sweep.stages",
                "names that no other stage has",
                $"'{twice.Key}'"
            );
        foreach (var executor in parts.Executors)
            if ((root.Find(executor.Name) as MapNode)?.Find("stages") is MapNode map)
                foreach (var entry in map.Entries)
                    if (!names.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
                        yield return new Violation(
                            entry.Place,
                            $"{executor.Name}.stages.{entry.Key}",
                            $"a stage ({string.Join(", ", names)})",
                            $"an unknown one.{Suggestion.Hint(entry.Key, names)}"
                        );
    }
}
