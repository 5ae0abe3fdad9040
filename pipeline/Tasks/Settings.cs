using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Slurm;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Benchmark;

namespace Sluice.Tasks;

/// <summary>Every section, bound.</summary>
/// <param name="Run">How stages run.</param>
/// <param name="Slurm">What jobs ask for on a cluster.</param>
/// <param name="Augment">What is augmented.</param>
/// <param name="Benchmark">Which runs' benchmarks are merged.</param>
public sealed record Settings(
    RunSettings Run,
    SlurmSettings Slurm,
    AugmentSettings Augment,
    BenchmarkSettings Benchmark
)
{
    /// <summary>The layers as they were, for runs whose jobs bind them later.</summary>
    public MapNode Root { get; private init; } = new([], "");

    /// <summary>Binds all sections, so that every violation is told at once.</summary>
    /// <param name="loaded">All layers, and what was wrong with them already.</param>
    /// <param name="workspace">Absolute; relative paths lie in it.</param>
    /// <exception cref="ConfigurationError">Something is wrong.</exception>
    public static Settings Bind(
        (MapNode Root, IReadOnlyList<Violation> Violations) loaded,
        string workspace
    )
    {
        var binder = new SettingsBinder(workspace);
        var settings = new Settings(
            binder.Bind<RunSettings>(loaded.Root.Find("run"), "run"),
            binder.Bind<SlurmSettings>(loaded.Root.Find("slurm"), "slurm"),
            binder.Bind<AugmentSettings>(loaded.Root.Find("augment"), "augment"),
            binder.Bind<BenchmarkSettings>(loaded.Root.Find("benchmark"), "benchmark")
        )
        {
            Root = loaded.Root,
        };
        IReadOnlyList<Violation> violations =
        [
            .. loaded.Violations,
            .. binder.Violations,
            .. UnknownStages(loaded.Root),
        ];
        return violations.Count == 0 ? settings : throw new ConfigurationError(violations);
    }

    private static IEnumerable<Violation> UnknownStages(MapNode root)
    {
        if (
            (root.Find("slurm") as MapNode)?.Find("stages")
            is not MapNode { Entries.Count: > 0 } map
        )
            yield break;
        var names = StageList.Named([]).Select(StageList.NameOf).ToList();
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
