namespace Sluice.Workers.Sweep;

/// <summary>Section <c>sweep</c>: one stage, named Sweep, or several by their names.</summary>
public sealed record SweepSettings : SweepStageSettings
{
    /// <summary>What the stage is called that has no name.</summary>
    public const string OnlyStage = "Sweep";

    /// <summary>Several stages instead of one.</summary>
    public IReadOnlyDictionary<string, SweepStageSettings> Stages { get; init; } =
        new SortedDictionary<string, SweepStageSettings>(StringComparer.Ordinal);

    /// <summary>All stages by name; none when nothing is configured.</summary>
    public IReadOnlyDictionary<string, SweepStageSettings> All =>
        Stages.Count > 0 ? Stages
        : IsGiven
            ? new SortedDictionary<string, SweepStageSettings>(StringComparer.Ordinal)
            {
                [OnlyStage] = this,
            }
        : Stages;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Expected, string Found)> Check() =>
        Stages.Count == 0 ? base.Check() : SweepGraph.Check(this);
}
