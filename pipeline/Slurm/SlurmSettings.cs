using System.ComponentModel.DataAnnotations;
using Sluice.Engine.Jobs;

namespace Sluice.Slurm;

/// <summary>Section <c>slurm</c>: what jobs ask for, stage by stage where they differ, and how a run is watched.</summary>
internal sealed record SlurmSettings : JobSettings
{
    /// <summary>Elements of the whole run that run at once; 0 for no bound.</summary>
    [Range(0, 1_000_000)]
    public int MaxRunning { get; init; }

    /// <summary>Between two calls of squeue, at most.</summary>
    [Range(0.2, 3600.0)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a controller that does not answer is tried again before a submission gives up.</summary>
    [Range(0.0, 86_400.0)]
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether units that live jobs will do are left to them; else all stale units are submitted beside.</summary>
    public bool Adopt { get; init; } = true;

    /// <summary>What single stages ask for instead, by the stage's name.</summary>
    public IReadOnlyDictionary<string, JobSettings> Stages { get; init; } =
        new SortedDictionary<string, JobSettings>(StringComparer.Ordinal);

    /// <summary>What the jobs of a stage ask for.</summary>
    public JobSettings For(string stage) =>
        (
            Stages
                .FirstOrDefault(s => s.Key.Equals(stage, StringComparison.OrdinalIgnoreCase))
                .Value
            ?? new JobSettings()
        ).Over(this);

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Expected, string Found)> Check()
    {
        foreach (var wrong in base.Check())
            yield return wrong;
        foreach (var (name, stage) in Stages)
        {
            if (
                ExtraOption.Contradiction(stage.Over(this)) is { } two
                && ExtraOption.Contradiction(stage) is null
                && ExtraOption.Contradiction(this) is null
            )
                yield return (
                    "stages",
                    $"either slurm.{two.Setting} or an option in slurm.extra for {name}",
                    $"both, '{two.Option}'"
                );
            if (
                JobCheck.IsWarnedAtOnce(stage.Over(this))
                && !JobCheck.IsWarnedAtOnce(stage)
                && !JobCheck.IsWarnedAtOnce(this)
            )
                yield return (
                    "stages",
                    $"less lead than time for {name}",
                    "a lead as long as the time limit or longer"
                );
        }
        if (Local == true)
            yield return (
                "local",
                "a stage's setting (slurm.stages.NAME.local)",
                "'true' for all stages; leave --executor slurm out instead"
            );
    }
}
