using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Slurm;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Sweep;

namespace Sluice.Tasks;

/// <summary>Every section, bound.</summary>
/// <param name="Run">How stages run.</param>
/// <param name="Slurm">What jobs ask for on a cluster.</param>
/// <param name="Augment">What is augmented.</param>
/// <param name="Benchmark">Which runs' benchmarks are merged.</param>
/// <param name="Evaluate">The models whose layers are looked at.</param>
/// <param name="Sweep">What command is run over which values.</param>
/// <param name="Adopt">Which old run is taken over.</param>
public sealed record Settings(
    RunSettings Run,
    SlurmSettings Slurm,
    AugmentSettings Augment,
    BenchmarkSettings Benchmark,
    EvaluateSettings Evaluate,
    SweepSettings Sweep,
    AdoptSettings Adopt
)
{
    private IReadOnlyList<Violation> Wrong { get; init; } = [];

    /// <inheritdoc cref="Settings"/>
    public RunSettings Run
    {
        get => Right(field, "run");
        init;
    } = Run;

    /// <inheritdoc cref="Settings"/>
    public SlurmSettings Slurm
    {
        get => Right(field, "slurm");
        init;
    } = Slurm;

    /// <inheritdoc cref="Settings"/>
    public AugmentSettings Augment
    {
        get => Right(field, "augment");
        init;
    } = Augment;

    /// <inheritdoc cref="Settings"/>
    public BenchmarkSettings Benchmark
    {
        get => Right(field, "benchmark");
        init;
    } = Benchmark;

    /// <inheritdoc cref="Settings"/>
    public EvaluateSettings Evaluate
    {
        get => Right(field, "evaluate");
        init;
    } = Evaluate;

    /// <inheritdoc cref="Settings"/>
    public SweepSettings Sweep
    {
        get => Right(field, "sweep");
        init;
    } = Sweep;

    /// <inheritdoc cref="Settings"/>
    public AdoptSettings Adopt
    {
        get => Right(field, "adopt");
        init;
    } = Adopt;

    /// <summary>The layers as they were, for runs whose jobs bind them later.</summary>
    public MapNode Root { get; private init; } = new([], "");

    /// <summary>Binds all sections, so that every violation is told at once.</summary>
    /// <param name="loaded">All layers, and what was wrong with them already.</param>
    /// <param name="workspace">Absolute; relative paths lie in it.</param>
    /// <param name="needed">
    /// The sections that must be right, of a run that goes to a cluster slurm as well; null for all.
    /// Another that is wrong is refused by whoever reads it.
    /// </param>
    /// <exception cref="ConfigurationError">Something that is needed is wrong: names all that is.</exception>
    public static Settings Bind(
        (MapNode Root, IReadOnlyList<Violation> Violations) loaded,
        string workspace,
        IReadOnlyCollection<string>? needed = null
    )
    {
        var binder = new SettingsBinder(workspace, SettingNames.All);
        var settings = new Settings(
            binder.Bind<RunSettings>(loaded.Root.Find("run"), "run"),
            binder.Bind<SlurmSettings>(loaded.Root.Find("slurm"), "slurm"),
            binder.Bind<AugmentSettings>(loaded.Root.Find("augment"), "augment"),
            binder.Bind<BenchmarkSettings>(loaded.Root.Find("benchmark"), "benchmark"),
            binder.Bind<EvaluateSettings>(loaded.Root.Find("evaluate"), "evaluate"),
            binder.Bind<SweepSettings>(loaded.Root.Find("sweep"), "sweep"),
            binder.Bind<AdoptSettings>(loaded.Root.Find("adopt"), "adopt")
        )
        {
            Root = loaded.Root,
        };
        settings = settings with { Slurm = WithSweep(settings.Slurm, settings.Sweep) };
        IReadOnlyList<Violation> violations = [.. loaded.Violations, .. binder.Violations];
        var isSubmitted = settings.Run.Executor == ExecutorKind.Slurm;
        // Of stages that cannot be read no name is known.
        if (!violations.Any(v => SectionOf(v) is null or "sweep"))
            violations = [.. violations, .. UnknownStages(loaded.Root, settings)];
        bool IsNeeded(string section) =>
            needed is null
            || needed.Contains(section)
            || section == "slurm" && isSubmitted && needed.Contains("run");
        var fatal = violations
            .Where(v => SectionOf(v) is not { } section || IsNeeded(section))
            .ToList();
        return fatal.Count > 0
            ? throw new ConfigurationError(fatal)
            : settings with
            {
                Wrong = violations,
            };
    }

    private T Right<T>(T section, string name) =>
        Wrong.Any(v => SectionOf(v) == name)
            ? throw new ConfigurationError([.. Wrong.Where(v => SectionOf(v) == name)])
            : section;

    // What was typed for this run was meant for it, and is never overlooked.
    private static string? SectionOf(Violation violation)
    {
        if (violation.Place.StartsWith("--", StringComparison.Ordinal))
            return null;
        var section = violation.Section ?? violation.Key.Split('.', '[')[0];
        return SettingsLoader.Sections.Contains(section) ? section : null;
    }

    // What is said of a stage by its name in section slurm goes before what the sweep says of it.
    private static SlurmSettings WithSweep(SlurmSettings slurm, SweepSettings sweep)
    {
        var stages = new SortedDictionary<string, JobSettings>(
            slurm.Stages.ToDictionary(),
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var (name, job) in SweepGraph.Jobs(sweep))
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
