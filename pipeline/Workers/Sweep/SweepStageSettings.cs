using System.ComponentModel.DataAnnotations;
using Sluice.Engine.Configuration;
using Sluice.Engine.Jobs;
using Sluice.Workers.Axes;

namespace Sluice.Workers.Sweep;

/// <summary>A stage of section <c>sweep</c>: a command run once for every combination of values.</summary>
public record SweepStageSettings : ISettings
{
    /// <summary>Names with their values; see <see cref="AxisForm"/>.</summary>
    public ConfigNode? Matrix { get; init; }

    /// <summary>Combinations left out: a map of values, or a list of such maps.</summary>
    public ConfigNode? Exclude { get; init; }

    /// <summary>Combinations besides: a small matrix, or a list of such.</summary>
    public ConfigNode? Include { get; init; }

    /// <summary>Values derived from others; see <see cref="DerivedValue"/>.</summary>
    public ConfigNode? Values { get; init; }

    /// <summary>The command: a list of program and arguments, or one line cut at blanks. Never given to a shell.</summary>
    public ConfigNode? Command { get; init; }

    /// <summary>Files a combination makes, relative to <see cref="Directory"/>.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Where outputs and the stage's state lie, in the workspace; <c>results/NAME</c> when left out.</summary>
    public string? Directory { get; init; }

    /// <summary>Files a combination reads, relative to the workspace, besides those of globs in its matrix.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Stages whose outputs a combination reads: of those that agree in all values both have.</summary>
    public IReadOnlyList<string> InputsFrom { get; init; } = [];

    /// <summary>Stages that come before although nothing of theirs is read.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Programs the command runs, besides those it names: when one changes, all is done again.</summary>
    public IReadOnlyList<string> Code { get; init; } = [];

    /// <summary>Variables of the command.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the command runs, relative to the workspace.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>What a unit is called; <c>a=1,b=2</c> when left out.</summary>
    public string? Key { get; init; }

    /// <summary>Whether an empty output is a result.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Whether such units run one at a time in a shard.</summary>
    public bool Exclusive { get; init; }

    /// <summary>As run.timeout, for this stage.</summary>
    [Range(0.001, 31_536_000.0)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>As run.slots, for this stage.</summary>
    [Range(1, 1024)]
    public int? Slots { get; init; }

    /// <summary>As run.retries, for this stage.</summary>
    [Range(0, 100)]
    public int? Retries { get; init; }

    /// <summary>What its jobs ask for, over section slurm.</summary>
    public JobSettings? Slurm { get; init; }

    /// <summary>Combinations that need other resources, by a name.</summary>
    public IReadOnlyDictionary<string, ResourceRule> Resources { get; init; } =
        new SortedDictionary<string, ResourceRule>(StringComparer.Ordinal);

    /// <summary>Whether there is anything in it.</summary>
    public bool IsGiven => Command is not null || Matrix is not null || Outputs.Count > 0;

    /// <inheritdoc/>
    public virtual IEnumerable<(string Key, string Expected, string Found)> Check() =>
        SweepCheck.Of(this);
}
