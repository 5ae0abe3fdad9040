using Sluice.Engine.Configuration;
using Sluice.Workers.Training;

namespace Sluice.Workers.Evaluation;

/// <summary>Section <c>evaluate</c>: which models are evaluated at which checkpoints and layers by which tasks.</summary>
public sealed record EvaluateSettings : ISettings
{
    /// <summary>Runs lie here, each in a directory of its run id.</summary>
    [WorkspacePath]
    public string Root { get; init; } = "runs/evaluate";

    /// <summary>The level of directories above the models: <c>outputs/mteb/FAMILY/…</c>.</summary>
    public string Family { get; init; } = "built_in";

    /// <summary>The models by their size or name.</summary>
    public IReadOnlyDictionary<string, EvaluateModel> Models { get; init; } =
        new SortedDictionary<string, EvaluateModel>(StringComparer.Ordinal);

    /// <summary>Tasks: their names, <c>built_in</c> for all that come with the pipeline, or <c>mteb</c>.</summary>
    public ConfigNode? Tasks { get; init; }

    /// <summary>The program that evaluates; without one the built-in tasks do.</summary>
    public ConfigNode? Command { get; init; }

    /// <summary>Variables of the command.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Programs the command runs, besides those it names.</summary>
    public IReadOnlyList<string> Code { get; init; } = [];

    /// <summary>What shards are cut between: a checkpoint is one shard's, or units are dealt out in stretches.</summary>
    public SplitBy SplitBy { get; init; }

    /// <summary>The model that the pipeline trains itself.</summary>
    public TrainSettings Train { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Expected, string Found)> Check() =>
        EvaluateCheck.Of(this);
}
