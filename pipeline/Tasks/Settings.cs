using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Features;
using Sluice.Engine.Slurm;

namespace Sluice.Tasks;

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

    /// <summary>What jobs ask for on a cluster.</summary>
    public SlurmSettings Slurm => Of<SlurmSettings>();

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
    /// <param name="features">The host's: their sections are bound.</param>
    /// <param name="needed">
    /// The sections that must be right, of a run that goes to a cluster slurm as well; null for all.
    /// Another that is wrong is refused by whoever reads it.
    /// </param>
    /// <exception cref="ConfigurationError">Something that is needed is wrong: names all that is.</exception>
    public static Settings Bind(
        (MapNode Root, IReadOnlyList<Violation> Violations) loaded,
        string workspace,
        FeatureSet features,
        IReadOnlyCollection<string>? needed = null
    )
    {
        var binder = new SettingsBinder(workspace, () => features.SettingNames);
        var bound = features.Sections.ToDictionary(
            section => section.Settings,
            section => binder.Bind(section.Settings, loaded.Root.Find(section.Name), section.Name)
        );
        bound[typeof(SlurmSettings)] = WithJobs(
            (SlurmSettings)bound[typeof(SlurmSettings)],
            features.All.SelectMany(feature => feature.Jobs(type => bound[type]))
        );
        var settings = new Settings(features, bound, loaded.Root);
        IReadOnlyList<Violation> violations = [.. loaded.Violations, .. binder.Violations];
        var isSubmitted = settings.Run.Executor == ExecutorKind.Slurm;
        // Of stages that cannot be read no name is known.
        if (!violations.Any(v => settings.SectionOf(v) is null or "sweep"))
            violations = [.. violations, .. UnknownStages(loaded.Root, settings)];
        bool IsNeeded(string section) =>
            needed is null
            || needed.Contains(section)
            || section == "slurm" && isSubmitted && needed.Contains("run");
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

    // What is said of a stage by its name in section slurm goes before what features say of it.
    private static SlurmSettings WithJobs(
        SlurmSettings slurm,
        IEnumerable<(string Stage, JobSettings Job)> jobs
    )
    {
        var stages = new SortedDictionary<string, JobSettings>(
            slurm.Stages.ToDictionary(),
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var (name, job) in jobs)
            stages[name] = stages.TryGetValue(name, out var own) ? own.Over(job) : job;
        return slurm with { Stages = stages };
    }

    private static IEnumerable<Violation> UnknownStages(MapNode root, Settings settings)
    {
        var names = new StageList(TaskList.Types(), () => settings)
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
        if (
            (root.Find("slurm") as MapNode)?.Find("stages")
            is not MapNode { Entries.Count: > 0 } map
        )
            yield break;
        foreach (var entry in map.Entries)
            if (!names.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
                yield return new Violation(
                    entry.Place,
                    $"slurm.stages.{entry.Key}",
                    $"a stage ({string.Join(", ", names)})",
                    $"an unknown one.{Suggestion.Hint(entry.Key, names)}"
                );
    }
}
