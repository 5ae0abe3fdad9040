using Sluice.Engine.Configuration;
using Sluice.Engine.Slurm;
using Sluice.Tasks.Options;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Sweep;

namespace Sluice.Tasks;

/// <summary>What people may call a setting by: its path, or the option that stands for it.</summary>
public static class SettingNames
{
    /// <summary>Every name with the path of its setting; an option's as <c>section.its_name</c>.</summary>
    public static IReadOnlyList<(string Name, string Path)> All { get; } =
    [
        .. new[]
        {
            (typeof(RunSettings), "run"),
            (typeof(SlurmSettings), "slurm"),
            (typeof(AugmentSettings), "augment"),
            (typeof(BenchmarkSettings), "benchmark"),
            (typeof(EvaluateSettings), "evaluate"),
            (typeof(SweepSettings), "sweep"),
            (typeof(AdoptSettings), "adopt"),
        }
            .SelectMany(s => KnownSettings.Of(s.Item1, s.Item2))
            .Select(path => (path, path)),
        .. OptionTable
            .All.Where(option => option.Setting is not null)
            .SelectMany(option =>
                option
                    .Aliases.Prepend(option.Name)
                    .Select(name =>
                        (
                            $"{option.Setting!.Split('.')[0]}.{name.TrimStart('-').Replace('-', '_')}",
                            option.Setting!
                        )
                    )
            ),
    ];
}
